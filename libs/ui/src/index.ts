export { Button, buttonClass, type ButtonKind, type ButtonProps } from './button.js';
export {
  type Choice,
  Checkbox,
  Choices,
  type ChoicesProps,
  FieldGroup,
  type FieldProps,
  SelectField,
  TextArea,
  TextField,
} from './field.js';
export { DayField, type DayFieldProps } from './day-field.js';
export { LanguageProvider, useLanguage } from './language.js';
export { Code, ErrorSummary, type FieldError, Notice, type NoticeKind } from './messages.js';
export { Skeleton } from './skeleton.js';
export { typedDay } from './typed-day.js';
