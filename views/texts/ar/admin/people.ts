import type { people as source } from '../../en/admin/people.ts'
import type { Translation } from '../../translation.ts'

export const people: Translation<typeof source> = {
  'people.title': 'الأشخاص',
  'people.lede': 'كل من له حساب هنا.',
  'people.add': 'إضافة شخص',
  'people.search-label': 'البريد أو الاسم أو اسم المستخدم أو المعرّف',
  'people.none': 'لا حسابات بعد.',
  'people.filter': 'عرض',
  'people.filter-all': 'الجميع',
  'people.filter-administrators': 'المسؤولون',
  'people.filter-banned': 'المحظورون',
  'people.filter-locked': 'المقفلون مؤقتًا',
  'people.filter-unverified': 'بلا عنوان مؤكّد',
  'people.administrator': 'مسؤول',
  'people.banned': 'محظور',
  'people.locked': 'مقفل مؤقتًا',
  'people.unverified': 'غير مؤكّد',
  'people.leaving': 'يغادر',
  'people.joined': 'انضمّ {when}',
  'new-person.lede': 'تصله رسالة لاختيار كلمة مرور ما لم تقل خلاف ذلك.',
  'new-person.send': 'إرسال رسالة لاختيار كلمة المرور',
  'new-person.submit': 'إضافة',
}
