import type { people as source } from '../../en/admin/people.ts'
import type { Translation } from '../../translation.ts'

export const people: Translation<typeof source> = {
  'people.title': 'ユーザー',
  'people.lede': 'ここにアカウントを持つすべての人です。',
  'people.add': 'ユーザーを追加',
  'people.search-label': 'アドレス、名前、ユーザー名またはID',
  'people.none': 'アカウントはまだありません。',
  'people.filter': '表示',
  'people.filter-all': '全員',
  'people.filter-administrators': '管理者',
  'people.filter-banned': '禁止中',
  'people.filter-locked': '一時ロック中',
  'people.filter-unverified': '確認済みアドレスなし',
  'people.administrator': '管理者',
  'people.banned': '禁止中',
  'people.locked': '一時ロック中',
  'people.unverified': '未確認',
  'people.leaving': '退会手続き中',
  'people.joined': '登録：{when}',
  'new-person.lede': '特に指定しなければ、パスワードを設定するためのメールが届きます。',
  'new-person.send': 'パスワード設定のメールを送る',
  'new-person.submit': '追加する',
}
