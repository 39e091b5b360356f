import type { admin as source } from '../en/admin.ts'
import type { Translation } from '../translation.ts'

export const admin: Translation<typeof source> = {
  'admin.sections': 'أقسام الإدارة',
  'overview.title': 'نظرة عامة',
  'overview.lede': 'من هنا، وما الذي يحتاج إليك.',
  'overview.people': 'الأشخاص',
  'overview.active': 'نشِطون خلال آخر 30 يومًا',
  'overview.administrators': 'المسؤولون',
  'overview.applications': 'التطبيقات',
  'overview.attention': 'يحتاج إلى انتباهك',
  'overview.quiet': 'لا شيء يحتاج إليك الآن.',
  'overview.mails-failed': 'رسائل تعذّر إرسالها: {count}',
  'overview.mails-failed-why': 'فشلت المحاولة الأخيرة أيضًا. تحقّق من SMTP_URL ومن قبول خادم البريد للمرسِل.',
  'overview.deliveries-failed': 'إشعارات خروج لم تصل إلى تطبيق: {count}',
  'overview.deliveries-failed-why': 'لم يستجب التطبيق على عنوان تسجيل الخروج الخلفي الخاص به.',
  'overview.no-mail-server': 'لم يُعدّ خادم بريد',
  'overview.no-mail-server-why': 'تُكتب الرسائل في المجلد «outbox» بجوار البيانات. عيّن SMTP_URL لإرسالها.',
  'overview.no-provider': 'لا توجد خدمة أخرى لتسجيل الدخول بعد',
  'overview.no-provider-why': 'يسجّل الأشخاص الدخول بكلمة مرور أو مفتاح مرور. أضف Google أو GitHub أو غيرهما إن أردت.',
  'overview.no-second-step': 'حسابك بلا تحقق بخطوتين',
  'overview.no-second-step-why': 'من يعرف كلمة مرورك يدخل إلى هنا. أعدّ تطبيق مصادقة أو مفتاح مرور.',
  'overview.set-up': 'إعداد',
}
