import { refused } from './refused.js';

/** Refusals of the investigation (clause 7.6) as people read them. */
export const investigationRefusals = {
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
