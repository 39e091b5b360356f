import type { admin as source } from '../../en/admin/admin.ts'
import type { Translation } from '../../translation.ts'

export const admin: Translation<typeof source> = {
  'admin.sections': '管理メニュー',
  'admin.search': '検索',
  'admin.nothing-found': '該当するものはありません。検索内容を変えてください。',
  'admin.pages': '一覧のページ',
  'admin.next-page': '次のページ',
  'admin.first-page': '最初のページに戻る',
  'overview.title': '概要',
  'overview.lede': '利用状況と、対応が必要なことです。',
  'overview.people': 'ユーザー',
  'overview.active': '過去30日間に利用',
  'overview.administrators': '管理者',
  'overview.applications': 'アプリケーション',
  'overview.attention': '対応が必要なこと',
  'overview.quiet': '今は対応が必要なことはありません。',
  'overview.mails-failed': '送信できなかったメール：{count}',
  'overview.mails-failed-why':
    '最後の試行も失敗しました。SMTP_URL と、メールサーバーが送信元を受け付けるかを確認してください。',
  'overview.deliveries-failed': 'アプリケーションに届かなかったログアウト通知：{count}',
  'overview.deliveries-failed-why': 'アプリケーションがバックチャネルログアウトのアドレスで応答しませんでした。',
  'overview.no-mail-server': 'メールサーバーが設定されていません',
  'overview.no-mail-server-why':
    'メールはデータの横の「outbox」フォルダーに書き出されます。送信するには SMTP_URL を設定してください。',
  'overview.no-provider': 'ほかのサービスでのログインはまだ使えません',
  'overview.no-provider-why':
    'パスワードかパスキーでログインします。必要なら Google や GitHub などを追加してください。',
  'overview.no-second-step': 'あなたのアカウントには2段階認証がありません',
  'overview.no-second-step-why': 'パスワードを知られると、ここに入られます。認証アプリかパスキーを設定してください。',
  'overview.set-up': '設定する',
}
