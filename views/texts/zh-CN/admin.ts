import type { admin as source } from '../en/admin.ts'
import type { Translation } from '../translation.ts'

export const admin: Translation<typeof source> = {
  'admin.sections': '管理栏目',
  'overview.title': '概览',
  'overview.lede': '这里有谁，以及哪些事需要您处理。',
  'overview.people': '用户',
  'overview.active': '过去 30 天内活跃',
  'overview.administrators': '管理员',
  'overview.applications': '应用',
  'overview.attention': '需要您注意',
  'overview.quiet': '目前没有需要您处理的事。',
  'overview.mails-failed': '未能发送的邮件：{count}',
  'overview.mails-failed-why': '最后一次尝试也失败了。请检查 SMTP_URL，以及邮件服务器是否接受发件人。',
  'overview.deliveries-failed': '未送达应用的退出通知：{count}',
  'overview.deliveries-failed-why': '应用未在其后端通道退出地址上响应。',
  'overview.no-mail-server': '尚未设置邮件服务器',
  'overview.no-mail-server-why': '邮件会写入数据旁的“outbox”文件夹。设置 SMTP_URL 即可发送。',
  'overview.no-provider': '尚无其他服务可用于登录',
  'overview.no-provider-why': '人们使用密码或通行密钥登录。如有需要，可添加 Google、GitHub 或其他服务。',
  'overview.no-second-step': '您自己的账号没有两步验证',
  'overview.no-second-step-why': '知道您密码的人就能进入这里。请设置身份验证器应用或通行密钥。',
  'overview.set-up': '设置',
}
