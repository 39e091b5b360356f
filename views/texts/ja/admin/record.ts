import type { record as source } from '../../en/admin/record.ts'
import type { Translation } from '../../translation.ts'

export const record: Translation<typeof source> = {
  'audit.title': '監査ログ',
  'audit.lede': '誰が何をしたか、新しい順です。',
  'audit.type': '内容（例：user.banned）',
  'audit.person': 'ユーザー（ID）',
  'audit.client': 'アプリ（クライアントID）',
  'audit.since': '開始日',
  'audit.until': '終了日',
  'audit.all': 'すべて見る',
  'event.target': '対象',
  'mails.title': 'メール',
  'mails.lede': '最近のメールです。本文は封印されており、ここでは読めません。',
  'mails.none': 'メールはありません。',
  'deliveries.title': 'ログアウト通知',
  'deliveries.lede': 'ログアウト時にアプリへ送った通知です（バックチャネルログアウト）。',
  'deliveries.none': '通知はありません。',
  'sending.status': '状態',
  'sending.all': 'すべて',
  'sending.queued': '待機中',
  'sending.sent': '送信済み',
  'sending.failed': '失敗',
  'sending.tries': '試行回数：{count}',
  'sending.retry': '再試行',
  'sending.retry-label': '再試行：{to}',
}
