/** How the breaking of one rule is told. `{0}`, `{1}` stand for the rule's own limits, `{field}` for the field's name. */
export interface RuleText {
  readonly code: string;
  readonly en: string;
  readonly fa: string;
}

const rule = (code: string, en: string, fa: string): RuleText => ({ code, en, fa });

/** By class-validator's name of the rule. */
export const ruleTexts: Readonly<Record<string, RuleText>> = {
  whitelistValidation: rule(
    'unknown-field',
    '{field} is not known here. Remove it or correct its name.',
    '{field} در اینجا شناخته نیست. آن را بردارید یا نامش را درست کنید.',
  ),
  text: rule(
    'invalid-text',
    '{field} must be a text of 1 to {0} characters, not only blanks.',
    '{field} باید متنی از ۱ تا {0} نویسه باشد و خالی نباشد.',
  ),
  instant: rule(
    'invalid-instant',
    '{field} must be an instant with its offset, such as 2026-11-02T08:00:00Z.',
    '{field} باید زمانی همراه با اختلاف ساعت باشد، مانند 2026-11-02T08:00:00Z.',
  ),
  'plain-date': rule(
    'invalid-date',
    '{field} must be a date, such as 2026-11-02.',
    '{field} باید تاریخ میلادی باشد، مانند 2026-11-02.',
  ),
  word: rule(
    'invalid-word',
    '{field} must be small letters, digits and hyphens, at most 63, such as call-back.',
    '{field} باید حروف کوچک لاتین، رقم و خط تیره باشد، حداکثر ۶۳ نویسه، مانند call-back.',
  ),
  'plain-dates': rule(
    'invalid-dates',
    '{field} must be a list of 1 to {0} dates, such as ["2026-11-02"].',
    '{field} باید فهرستی از ۱ تا {0} تاریخ میلادی باشد، مانند ["2026-11-02"].',
  ),
  reference: rule(
    'invalid-reference',
    '{field} must be the reference of a complaint, such as 7K3M-9QXD-41PD. Check it for a slip.',
    '{field} باید شماره پیگیری یک شکایت باشد، مانند 7K3M-9QXD-41PD. آن را بررسی کنید.',
  ),
  version: rule(
    'invalid-version',
    '{field} must be a name with its version, such as iran@2.',
    '{field} باید نامی همراه با نسخه باشد، مانند iran@2.',
  ),
  words: rule(
    'invalid-words',
    '{field} must be a list of 1 to {0} words of small letters, digits and hyphens, such as ["decision"].',
    '{field} باید فهرستی از ۱ تا {0} واژه از حروف کوچک لاتین، رقم و خط تیره باشد، مانند ["decision"].',
  ),
  sha256: rule(
    'invalid-sha256',
    '{field} must be a SHA-256 digest: 64 hexadecimal digits in small letters.',
    '{field} باید چکیدهٔ SHA-256 باشد: ۶۴ رقم شانزده‌شانزدهی با حروف کوچک.',
  ),
  money: rule(
    'invalid-money',
    '{field} must be an amount, such as {"value": "12.50", "currency": "EUR"}.',
    '{field} باید مبلغ باشد، مانند {"value": "12.50", "currency": "EUR"}.',
  ),
  isString: rule('not-a-text', '{field} must be a text.', '{field} باید متن باشد.'),
  isNotEmpty: rule('missing', '{field} is missing. Give a value.', '{field} نوشته نشده است. مقداری بدهید.'),
  isDefined: rule('missing', '{field} is missing. Give a value.', '{field} نوشته نشده است. مقداری بدهید.'),
  isBoolean: rule('not-a-boolean', '{field} must be true or false.', '{field} باید true یا false باشد.'),
  isInt: rule('not-an-integer', '{field} must be a whole number.', '{field} باید عدد صحیح باشد.'),
  isNumber: rule('not-a-number', '{field} must be a number.', '{field} باید عدد باشد.'),
  min: rule('too-small', '{field} must be at least {0}.', '{field} باید دست‌کم {0} باشد.'),
  max: rule('too-large', '{field} must be at most {0}.', '{field} باید حداکثر {0} باشد.'),
  minLength: rule(
    'too-short',
    '{field} must have at least {0} characters.',
    '{field} باید دست‌کم {0} نویسه داشته باشد.',
  ),
  maxLength: rule('too-long', '{field} must have at most {0} characters.', '{field} باید حداکثر {0} نویسه داشته باشد.'),
  isLength: rule(
    'wrong-length',
    '{field} must have {0} to {1} characters.',
    '{field} باید {0} تا {1} نویسه داشته باشد.',
  ),
  isIn: rule('not-one-of', '{field} must be one of: {0}.', '{field} باید یکی از این‌ها باشد: {0}.'),
  isEnum: rule('not-one-of', '{field} must be one of: {1}.', '{field} باید یکی از این‌ها باشد: {1}.'),
  isEmail: rule(
    'invalid-email',
    '{field} must be an e-mail address, such as name@example.org.',
    '{field} باید نشانی رایانامه باشد، مانند name@example.org.',
  ),
  isUuid: rule('invalid-uuid', '{field} must be a UUID.', '{field} باید UUID باشد.'),
  arrayUnique: rule('repeated', '{field} must not name anything twice.', '{field} نباید چیزی را دو بار نام ببرد.'),
  isArray: rule('not-a-list', '{field} must be a list.', '{field} باید فهرست باشد.'),
  arrayMinSize: rule('too-few', '{field} must have at least {0} entries.', '{field} باید دست‌کم {0} مورد داشته باشد.'),
  arrayMaxSize: rule('too-many', '{field} must have at most {0} entries.', '{field} باید حداکثر {0} مورد داشته باشد.'),
  isObject: rule('not-an-object', '{field} must be an object.', '{field} باید شیء باشد.'),
  nestedValidation: rule(
    'not-an-object',
    '{field} must be an object, or a list of objects where one is expected.',
    '{field} باید شیء یا فهرستی از شیءها باشد.',
  ),
  flatList: rule('not-an-object', '{field} must be a list of objects.', '{field} باید فهرستی از شیءها باشد.'),
  matches: rule(
    'wrong-form',
    '{field} does not have the form it must have. See the API description.',
    'شکل {field} درست نیست. راهنمای رابط را ببینید.',
  ),
};

const otherRule = rule(
  'invalid-field',
  '{field} is not as it must be. See the API description.',
  '{field} درست نیست. راهنمای رابط را ببینید.',
);

export function ruleTextOf(name: string): RuleText {
  return ruleTexts[name] ?? otherRule;
}
