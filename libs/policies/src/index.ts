export * from './policies.js';
export { addHolidays, type HolidaysAdded } from './holidays-in-file.js';
export * from './policy-file.js';
export * from './shipped-policies.js';
