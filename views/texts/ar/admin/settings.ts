import type { settings as source } from '../../en/admin/settings.ts'
import type { Translation } from '../../translation.ts'

export const settings: Translation<typeof source> = {
  'settings.title': 'الإعدادات',
  'settings.lede': 'مظهر هذه الخدمة وما تشترطه.',
  'settings.name': 'اسم هذه الخدمة',
  'settings.logo': 'عنوان الشعار',
  'settings.accent': 'لون التمييز',
  'settings.accent-hint': 'ستة أرقام بعد #، مثل #1f5c4a. يُعدَّل حيث تصعب قراءته.',
  'settings.second-factor': 'طلب التحقق بخطوتين من الجميع في كل تطبيق',
  'settings.applications': 'لكل التطبيقات',
  'settings.registration': 'يمكن للتطبيقات تسجيل نفسها',
  'settings.documents': 'يمكن أن يكون التطبيق عنوان وثيقة بياناته',
  'settings.jwt': 'يمكن للتطبيقات قراءة رموز الوصول (JWT)',
}
