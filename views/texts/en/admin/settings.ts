/** How this service looks, and what it demands. */
export const settings = {
  'settings.title': 'Settings',
  'settings.lede': 'How this service looks, and what it demands.',
  'settings.name': 'Name of this service',
  'settings.logo': 'Address of the logo',
  'settings.accent': 'Accent colour',
  'settings.accent-hint': 'Six digits after a #, such as #1f5c4a. It is adjusted where it would be hard to read.',
  'settings.second-factor': 'Ask everybody for a second step, in every application',
  'settings.applications': 'For all applications',
  'settings.registration': 'Applications may register themselves',
  'settings.documents': 'Applications may be addresses of their own metadata documents',
  'settings.jwt': 'Access tokens can be read by applications (JWT)',
} as const
