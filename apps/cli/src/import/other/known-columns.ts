import { columnKey, type CsvField } from './import-map.js';

/**
 * The names that help desks and complaint systems give to columns, by the field that they fill, likeliest first: Zammad, Zendesk,
 * Freshdesk, Salesforce, Jira Service Management, ServiceNow, Dynamics 365, osTicket, Respond and iCasework, and names in Persian.
 */
const TITLES: { readonly [field in CsvField]?: readonly string[] } = {
  externalReference: [
    'Ticket Number',
    'Case Number',
    'Ticket ID',
    'Issue key',
    'Case ID',
    'Case Reference',
    'Complaint ID',
    'Complaint Number',
    'Complaint Reference',
    'Reference Number',
    'Reference',
    'Ref',
    'Number',
    '#',
    'Ticket',
    'Id',
    'شماره شکایت',
    'شماره پیگیری',
    'کد رهگیری',
    'کد پیگیری',
    'شماره تیکت',
    'شماره پرونده',
    'شماره',
    'شناسه',
  ],
  receivedAt: [
    'Date Received',
    'Received Date',
    'Received At',
    'Received',
    'Date/Time Opened',
    'Opened Date',
    'Opened At',
    'Opened',
    'Date Created',
    'Created At',
    'Created time',
    'Created On',
    'Created Date',
    'Creation Date',
    'Ticket created - Date',
    'Created',
    'sys_created_on',
    'Date Opened',
    'Date',
    'تاریخ دریافت',
    'تاریخ ثبت',
    'تاریخ ثبت شکایت',
    'تاریخ شکایت',
    'تاریخ ایجاد',
    'تاریخ',
  ],
  acknowledgedAt: [
    'Acknowledged At',
    'Date Acknowledged',
    'Acknowledgement Date',
    'Acknowledgement Sent',
    'First response at',
    'Initial response time',
    'First Response Sent On',
    'تاریخ اعلام وصول',
  ],
  answeredAt: [
    'Answered At',
    'Date Answered',
    'Response Date',
    'Date of Response',
    'Final Response Date',
    'Decision Date',
    'Solved at',
    'Resolved',
    'Resolved At',
    'Resolved time',
    'Resolved On',
    'Resolution Date',
    'تاریخ پاسخ',
    'تاریخ پاسخگویی',
  ],
  closedAt: [
    'Closed At',
    'Closed time',
    'Date/Time Closed',
    'Closed Date',
    'Date Closed',
    'Close at',
    'Closed On',
    'Closed',
    'Closure Date',
    'Ticket solved - Date',
    'تاریخ بستن',
    'تاریخ بسته شدن',
    'تاریخ خاتمه',
    'تاریخ اختتام',
  ],
  channel: [
    'Channel',
    'Case Origin',
    'Ticket Channel',
    'Ticket Source',
    'Origin',
    'Source',
    'Via',
    'Contact type',
    'Contact Method',
    'Method Received',
    'Received Via',
    'How Received',
    'Create article type',
    'Request channel type',
    'Request Channel',
    'کانال',
    'کانال دریافت',
    'نحوه دریافت',
    'روش ثبت',
    'روش دریافت',
  ],
  desiredOutcome: ['Desired Outcome', 'Outcome Sought', 'Resolution Sought', 'Remedy Sought', 'خواسته', 'درخواست شاکی'],
  complainantName: [
    'Complainant Name',
    'Complainant',
    'Requester',
    'Requester name',
    'Contact Name',
    'Customer Name',
    'Full name',
    'Reporter',
    'Caller',
    'Caller_id',
    'Contact',
    'Customer',
    'From',
    'Name',
    'نام شاکی',
    'نام و نام خانوادگی',
    'نام مشتری',
    'شاکی',
    'مشتری',
    'نام',
  ],
  complainantEmail: [
    'Complainant Email',
    'Requester email',
    'Contact Email',
    'Customer Email',
    'From Email',
    'Email Address',
    'E-mail',
    'Email',
    'Web Email',
    'ایمیل',
    'پست الکترونیک',
    'پست الکترونیکی',
    'رایانامه',
  ],
  complainantPhone: [
    'Complainant Phone',
    'Requester phone',
    'Contact Phone',
    'Customer Phone',
    'Phone Number',
    'Work phone',
    'Mobile',
    'Telephone',
    'Phone',
    'تلفن',
    'تلفن همراه',
    'موبایل',
    'شماره تماس',
    'شماره تلفن',
    'شماره همراه',
  ],
  complainantAddress: [
    'Complainant Address',
    'Postal Address',
    'Mailing Address',
    'Contact Address',
    'Customer Address',
    'Address',
    'نشانی',
    'آدرس',
    'نشانی پستی',
  ],
  status: [
    'Status',
    'Ticket status',
    'Current Status',
    'Case Status',
    'Complaint Status',
    'State',
    'وضعیت',
    'وضعیت شکایت',
    'وضعیت پرونده',
  ],
  outcome: [
    'Outcome',
    'Complaint Outcome',
    'Decision',
    'Finding',
    'Upheld',
    'Upheld?',
    'Resolution',
    'Resolution Type',
    'Resolution code',
    'Close code',
    'نتیجه',
    'نتیجه رسیدگی',
    'نتیجه شکایت',
    'رأی',
  ],
  answer: [
    'Final Response',
    'Response',
    'Answer',
    'Resolution Notes',
    'Close notes',
    'Resolution Description',
    'Resolution Summary',
    'پاسخ',
    'متن پاسخ',
    'شرح پاسخ',
  ],
  priority: ['Priority', 'Urgency', 'اولویت', 'فوریت'],
  assignee: [
    'Assignee',
    'Assigned to',
    'Agent Assigned',
    'Agent',
    'Case Owner',
    'Case Officer',
    'Case Handler',
    'Handler',
    'Allocated To',
    'Owner',
    'کارشناس',
    'مسئول رسیدگی',
    'ارجاع به',
    'رسیدگی کننده',
  ],
  team: [
    'Assignment group',
    'Team Assigned',
    'Group',
    'Team',
    'Queue',
    'Department',
    'Service Area',
    'واحد',
    'واحد رسیدگی',
    'گروه',
    'بخش',
  ],
  product: [
    'Product',
    'Product Name',
    'Product or Service',
    'Service',
    'Help Topic',
    'Business service',
    'محصول',
    'خدمت',
    'نوع خدمت',
    'کالا',
  ],
  issue: [
    'Case Reason',
    'Category',
    'Complaint Type',
    'Complaint Category',
    'Issue',
    'Reason',
    'Nature of Complaint',
    'Request Type',
    'Customer Request Type',
    'Case Type',
    'Type',
    'Subject Category',
    'نوع شکایت',
    'دسته',
    'دسته بندی',
    'علت شکایت',
  ],
  organizationUnit: ['Organization Unit', 'Business Unit', 'Branch', 'Location', 'Site', 'شعبه', 'محل'],
  complainantType: ['Complainant Type', 'Customer Type', 'نوع شاکی', 'نوع مشتری'],
  jurisdiction: ['Jurisdiction', 'Country'],
  happenedOn: ['Date of Incident', 'Incident Date', 'Event Date', 'Date of Event', 'تاریخ وقوع', 'تاریخ رویداد'],
  tags: ['Tags', 'Labels', 'Tag', 'برچسب', 'برچسب ها'],
};

/** What a description is put together from: a title and a text. */
const DESCRIPTION_TITLES: readonly (readonly string[])[] = [
  ['Subject', 'Title', 'Case Title', 'Short description', 'Summary', 'موضوع', 'عنوان'],
  [
    'Description',
    'Complaint Details',
    'Details of Complaint',
    'Details',
    'Complaint Summary',
    'Complaint',
    'Message',
    'Body',
    'Text',
    'شرح',
    'شرح شکایت',
    'متن شکایت',
    'توضیحات',
    'متن',
  ],
];

/** Columns that change whenever the other system touches a row, or that number its rows, and say nothing about the complaint. */
const SILENT_TITLES = [
  'Last Updated',
  'Updated',
  'Updated at',
  'Last update time',
  'Modified On',
  'Last Modified Date',
  'sys_updated_on',
  'sys_id',
  'Issue id',
  'Last Viewed',
  'Row',
  'ردیف',
  'آخرین بروزرسانی',
  'تاریخ ویرایش',
];

/** Columns that only one maker has. */
const MAKERS: readonly (readonly [source: string, titles: readonly string[]])[] = [
  ['jira', ['Issue key']],
  ['servicenow', ['short_description']],
  ['servicenow', ['Assignment group']],
  ['salesforce', ['Case Origin']],
  ['salesforce', ['Date/Time Opened']],
  ['dynamics', ['Case Title']],
  ['freshdesk', ['Created time']],
  ['osticket', ['Help Topic']],
  ['osticket', ['Agent Assigned']],
  ['zammad', ['Close at']],
  ['zammad', ['Create article type']],
  ['zammad', ['#', 'Group']],
  ['zendesk', ['Requester', 'Solved at']],
  ['zendesk', ['Ticket channel']],
  ['icasework', ['Case Officer']],
  ['respond', ['Complaint Reference']],
];

const KNOWN = new Set(
  [...Object.values(TITLES), ...DESCRIPTION_TITLES, SILENT_TITLES].flatMap((titles) => titles.map(columnKey)),
);

/** Whether a column has a name that this import has seen. */
export function isKnownColumn(title: string): boolean {
  return KNOWN.has(columnKey(title));
}

/** The columns of a header by the fields that they probably fill; each is used once. */
export function recognizedColumns(header: readonly string[]): {
  readonly fields: ReadonlyMap<CsvField, readonly string[]>;
  readonly silent: readonly string[];
} {
  const fields = new Map<CsvField, readonly string[]>();
  const free = new Map(header.filter((title) => title !== '').map((title) => [columnKey(title), title]));
  const take = (titles: readonly string[]): string | undefined => {
    const key = titles.map(columnKey).find((one) => free.has(one));
    const title = key === undefined ? undefined : free.get(key);
    if (key !== undefined) free.delete(key);
    return title;
  };
  const described = DESCRIPTION_TITLES.map(take).filter((title) => title !== undefined);
  for (const [field, titles] of Object.entries(TITLES) as [CsvField, readonly string[]][]) {
    const title = take(titles);
    if (title !== undefined) fields.set(field, [title]);
  }
  if (described.length > 0) fields.set('description', described);
  // The one end that an export dates is the closing, whatever it calls it.
  const [answered, closed] = [fields.get('answeredAt'), fields.get('closedAt')];
  if (answered !== undefined && closed === undefined) {
    fields.delete('answeredAt');
    fields.set('closedAt', answered);
  }
  const silent = SILENT_TITLES.map((title) => take([title])).filter((title) => title !== undefined);
  return { fields, silent };
}

/** The maker of an export, by columns that only that one has; undefined for a file that any program may have written. */
export function makerOf(header: readonly string[]): string | undefined {
  const keys = new Set(header.map(columnKey));
  return MAKERS.find(([, titles]) => titles.every((title) => keys.has(columnKey(title))))?.[0];
}
