import { refused } from './refused.js';

/** Refusals of the investigation (clause 7.6) as people read them. */
export const investigationRefusals = {
  'conflict-of-interest': refused(
    [
      'Conflict of interest',
      'A conflict of interest was declared for this person on this complaint. Let somebody else do it, or name somebody else.',
    ],
    [
      'تعارض منافع',
      'برای این شخص در این شکایت تعارض منافع اعلام شده است. شخص دیگری باید آن را انجام دهد یا نام شخص دیگری را بنویسید.',
    ],
  ),
  'conflict-already-declared': refused(
    [
      'Conflict of interest already declared',
      'A conflict of interest of this person was declared before, with another nature. Add a note with what is new.',
    ],
    [
      'تعارض منافع پیش‌تر اعلام شده است',
      'تعارض منافع این شخص پیش‌تر با توضیح دیگری اعلام شده است. آنچه تازه است را در یادداشتی بنویسید.',
    ],
  ),
  'root-cause-unknown': refused(
    [
      'Root cause unknown',
      'The policy of this complaint lists no such cause. Take a code from its rootCauses, or leave it out.',
    ],
    ['علت ریشه‌ای ناشناخته است', 'خط‌مشی این شکایت چنین علتی ندارد. کدی از rootCauses آن بردارید یا خالی بگذارید.'],
  ),
  'request-exists': refused(
    ['Request name taken', 'The complaint has another request of this name. Choose another, or leave request out.'],
    [
      'نام درخواست تکراری است',
      'این شکایت درخواست دیگری با همین نام دارد. نام دیگری برگزینید یا request را خالی بگذارید.',
    ],
  ),
  'unknown-request': refused(
    [
      'Request unknown',
      'The complainant was asked nothing of this name. Take the name from the questions, or leave it out.',
    ],
    ['درخواست ناشناخته است', 'پرسشی با این نام از شاکی نشده است. نام را از فهرست پرسش‌ها بردارید یا خالی بگذارید.'],
  ),
  'too-many-requests-open': refused(
    [
      'Too many open requests',
      'A complainant is asked at most 20 things at once. Wait for answers, or record them, first.',
    ],
    [
      'پرسش‌های باز بیش از اندازه است',
      'حداکثر ۲۰ پرسش هم‌زمان باز می‌ماند. نخست منتظر پاسخ‌ها بمانید یا آن‌ها را ثبت کنید.',
    ],
  ),
  'evidence-exists': refused(
    ['Evidence name taken', 'The complaint has other evidence of this name. Choose another, or leave evidence out.'],
    ['نام مدرک تکراری است', 'این شکایت مدرک دیگری با همین نام دارد. نام دیگری برگزینید یا evidence را خالی بگذارید.'],
  ),
  'unknown-attachment': refused(
    ['File unknown', 'The complaint has no such file. Add the file first, or leave attachment out.'],
    ['پیوست ناشناخته است', 'این شکایت چنین پیوستی ندارد. نخست فایل را بیفزایید یا attachment را خالی بگذارید.'],
  ),
  'interview-in-future': refused(
    ['Interview in the future', 'heldOn lies in the future. Give the day on which the interview was held.'],
    ['تاریخ گفت‌وگو در آینده است', 'heldOn در آینده است. روزی را بنویسید که گفت‌وگو انجام شده است.'],
    422,
  ),
  'too-many-entries': refused(
    ['Too many entries', 'The complaint holds as many entries of this kind as it may. Say more in one entry.'],
    ['شمار موارد بیش از اندازه است', 'این شکایت مورد دیگری از این نوع نمی‌پذیرد. چند چیز را در یک مورد بنویسید.'],
  ),
  'task-exists': refused(
    ['Task name taken', 'The complaint has another task of this name. Choose another name, or leave task out.'],
    ['نام کار تکراری است', 'این شکایت کار دیگری با همین نام دارد. نام دیگری برگزینید یا task را خالی بگذارید.'],
  ),
  'unknown-task': refused(
    ['Task unknown', 'The complaint has no such task to end. Take the name from the tasks of the case.'],
    ['کار ناشناخته است', 'این شکایت چنین کاری ندارد. نام را از فهرست کارهای پرونده بردارید.'],
  ),
  'task-ended': refused(
    ['Task already ended', 'The task was completed or cancelled already. Assign a new one if there is more to do.'],
    ['کار پیش‌تر پایان یافته است', 'این کار انجام یا لغو شده است. اگر کار دیگری مانده، کار تازه‌ای بسپارید.'],
  ),
  'too-many-tasks': refused(
    ['Too many open tasks', 'A complaint has at most 100 open tasks. Complete or cancel some of them first.'],
    ['کارهای باز بیش از اندازه است', 'هر شکایت حداکثر ۱۰۰ کار باز دارد. نخست چند کار را انجام دهید یا لغو کنید.'],
  ),
};
