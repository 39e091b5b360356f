import type { people as source } from '../../en/admin/people.ts'
import type { Translation } from '../../translation.ts'

export const people: Translation<typeof source> = {
  'people.title': '用户',
  'people.lede': '所有在此拥有账号的人。',
  'people.add': '添加用户',
  'people.search-label': '邮箱、姓名、用户名或 ID',
  'people.none': '尚无任何账号。',
  'people.filter': '显示',
  'people.filter-all': '所有人',
  'people.filter-administrators': '管理员',
  'people.filter-banned': '已封禁',
  'people.filter-locked': '暂时锁定',
  'people.filter-unverified': '无已确认邮箱',
  'people.administrator': '管理员',
  'people.banned': '已封禁',
  'people.locked': '暂时锁定',
  'people.unverified': '未确认',
  'people.leaving': '即将注销',
  'people.joined': '加入时间：{when}',
  'new-person.lede': '除非另行指定，对方会收到一封设置密码的邮件。',
  'new-person.send': '发送设置密码的邮件',
  'new-person.submit': '添加',
}
