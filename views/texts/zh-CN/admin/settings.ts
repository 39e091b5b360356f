import type { settings as source } from '../../en/admin/settings.ts'
import type { Translation } from '../../translation.ts'

export const settings: Translation<typeof source> = {
  'settings.title': '设置',
  'settings.lede': '本服务的外观与要求。',
  'settings.name': '本服务的名称',
  'settings.logo': '徽标地址',
  'settings.accent': '强调色',
  'settings.accent-hint': '# 后六位，例如 #1f5c4a。难以辨认处会自动调整。',
  'settings.second-factor': '在所有应用中要求所有人进行两步验证',
  'settings.applications': '所有应用',
  'settings.registration': '允许应用自行注册',
  'settings.documents': '允许以应用自己的元数据文档地址作为应用',
  'settings.jwt': '应用可读取访问令牌（JWT）',
}
