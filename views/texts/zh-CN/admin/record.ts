import type { record as source } from '../../en/admin/record.ts'
import type { Translation } from '../../translation.ts'

export const record: Translation<typeof source> = {
  'audit.title': '审计日志',
  'audit.lede': '谁做了什么，最新的在前。',
  'audit.type': '内容，例如 user.banned',
  'audit.person': '用户（ID）',
  'audit.client': '应用（客户端 ID）',
  'audit.since': '从',
  'audit.until': '至',
  'audit.all': '查看全部',
  'event.target': '对象',
  'mails.title': '邮件',
  'mails.lede': '最近发送的邮件。内容已封存，无法在此阅读。',
  'mails.none': '没有邮件。',
  'deliveries.title': '退出通知',
  'deliveries.lede': '有人退出时发送给应用的通知（back-channel logout）。',
  'deliveries.none': '没有需要通知的应用。',
  'sending.status': '状态',
  'sending.all': '全部',
  'sending.queued': '等待中',
  'sending.sent': '已发送',
  'sending.failed': '失败',
  'sending.tries': '尝试次数：{count}',
  'sending.retry': '重试',
  'sending.retry-label': '重试：{to}',
}
