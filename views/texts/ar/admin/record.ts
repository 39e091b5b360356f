import type { record as source } from '../../en/admin/record.ts'
import type { Translation } from '../../translation.ts'

export const record: Translation<typeof source> = {
  'audit.title': 'سجل التدقيق',
  'audit.lede': 'من فعل ماذا، الأحدث أولًا.',
  'audit.type': 'ماذا، مثل user.banned',
  'audit.person': 'الشخص (المعرّف)',
  'audit.client': 'التطبيق (معرّف العميل)',
  'audit.since': 'من',
  'audit.until': 'إلى',
  'audit.all': 'عرض الكل',
  'event.target': 'على',
  'mails.title': 'الرسائل',
  'mails.lede': 'ما أُرسل مؤخرًا. المحتوى مختوم ولا يُقرأ هنا.',
  'mails.none': 'لم تُكتب أي رسالة.',
  'deliveries.title': 'إشعارات الخروج',
  'deliveries.lede': 'ما أُبلغت به التطبيقات عند خروج أحد (back-channel logout).',
  'deliveries.none': 'لم يلزم إبلاغ أي تطبيق.',
  'sending.status': 'الحالة',
  'sending.all': 'الكل',
  'sending.queued': 'في الانتظار',
  'sending.sent': 'أُرسلت',
  'sending.failed': 'فشلت',
  'sending.tries': 'المحاولات: {count}',
  'sending.retry': 'إعادة المحاولة',
  'sending.retry-label': 'إعادة المحاولة: {to}',
}
