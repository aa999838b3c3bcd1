import type { ProblemKind } from './problem-text.js';

const problem = (status: number, en: readonly [string, string], fa: readonly [string, string]): ProblemKind => ({
  status,
  en: { title: en[0], detail: en[1] },
  fa: { title: fa[0], detail: fa[1] },
});

/** What may be wrong with a file, on its way in or out. */
export const attachmentProblems = {
  'attachment-too-large': problem(
    413,
    ['File too large', 'A file may have at most {megabytes} MB. Make it smaller, or send it in parts.'],
    ['فایل بزرگ است', 'هر فایل حداکثر {megabytes} مگابایت است. آن را کوچک‌تر کنید یا بخش‌بخش بفرستید.'],
  ),
  'attachment-empty': problem(
    422,
    ['Empty file', 'The file has no content. Choose the file again and send it.'],
    ['فایل خالی است', 'فایل هیچ محتوایی ندارد. دوباره فایل را برگزینید و بفرستید.'],
  ),
  'attachment-type-refused': problem(
    422,
    [
      'Kind of file not taken',
      'Send a picture, a PDF, a text, a Word or OpenDocument text, or a recording (MP3, MP4, OGG).',
    ],
    ['این نوع فایل پذیرفته نیست', 'تصویر، PDF، متن، سند Word یا OpenDocument، یا صدا و فیلم (MP3، MP4، OGG) بفرستید.'],
  ),
  'attachment-infected': problem(
    422,
    [
      'File infected',
      'The scanner found something harmful in the file. It was not kept. Clean the file, or send another.',
    ],
    ['فایل آلوده است', 'در فایل چیز زیان‌آوری یافت شد و نگهداری نشد. آن را پاک کنید یا فایل دیگری بفرستید.'],
  ),
  'attachment-unknown': problem(
    404,
    ['No such file', 'The complaint has no such file, or none that you may see. Look at its list of files.'],
    ['چنین فایلی نیست', 'این شکایت چنین فایلی ندارد یا شما آن را نمی‌بینید. فهرست فایل‌ها را ببینید.'],
  ),
  'attachment-erased': problem(
    410,
    ['File erased', 'The complainant was erased, and the file with them. It cannot be had any more.'],
    ['فایل حذف شده است', 'داده‌های شاکی و فایل او حذف شده است و دیگر در دسترس نیست.'],
  ),
  'attachment-missing': problem(
    500,
    ['File missing', 'The file was kept, and is not there. Tell the operator: it must come back from a backup.'],
    ['فایل گم شده است', 'فایل نگهداری شده بود ولی پیدا نیست. به متصدی بگویید آن را از پشتیبان بازگرداند.'],
  ),
  'attachment-damaged': problem(
    500,
    ['File damaged', 'The file is not the one that was added. Tell the operator: it must come back from a backup.'],
    ['فایل آسیب دیده است', 'این همان فایل افزوده‌شده نیست. به متصدی بگویید آن را از پشتیبان بازگرداند.'],
  ),
  'attachments-busy': problem(
    503,
    ['Too many files at once', 'Many files are on their way just now. Try again in {retryAfterSeconds} seconds.'],
    ['فایل‌های هم‌زمان زیاد است', 'اکنون فایل‌های زیادی در راه است. {retryAfterSeconds} ثانیه دیگر دوباره تلاش کنید.'],
  ),
  'scanner-unavailable': problem(
    503,
    ['Scanner unavailable', 'Files cannot be looked through now, so none is taken. Send it again in half a minute.'],
    ['پویشگر در دسترس نیست', 'اکنون بررسی فایل ممکن نیست و فایلی پذیرفته نمی‌شود. نیم دقیقه دیگر دوباره بفرستید.'],
  ),
} satisfies Record<string, ProblemKind>;
