import type { settings as source } from '../../en/admin/settings.ts'
import type { Translation } from '../../translation.ts'

export const settings: Translation<typeof source> = {
  'settings.title': '設定',
  'settings.lede': 'サービスの見た目と求める条件です。',
  'settings.name': 'サービスの名前',
  'settings.logo': 'ロゴのアドレス',
  'settings.accent': 'アクセントカラー',
  'settings.accent-hint': '# に続く6桁（例：#1f5c4a）。読みにくい場所では調整されます。',
  'settings.second-factor': 'すべてのアプリで全員に2段階認証を求める',
  'settings.applications': 'すべてのアプリケーション',
  'settings.registration': 'アプリケーションの自己登録を許可する',
  'settings.documents': 'アプリ自身のメタデータ文書のアドレスを使えるようにする',
  'settings.jwt': 'アクセストークンをアプリが読める形式にする（JWT）',
}
