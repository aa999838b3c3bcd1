/** One export in the form of a maker, written for these specs, and what its first row says. */
export interface MakersFile {
  readonly maker: string;
  readonly text: string;
  /** Lines for the map that no column can tell. */
  readonly added?: readonly string[];
  readonly first: object;
}

const lines = (...rows: readonly string[]) => `${rows.join('\r\n')}\r\n`;
const CLOSED_AS = ['  outcome: { constant: not-upheld }'];

export const MAKERS_FILES: readonly MakersFile[] = [
  {
    maker: 'zammad',
    text: lines(
      '#;Title;Customer;Group;Owner;State;Priority;Created at;Close at;Tags',
      '61007;Kettle leaks;Robin Doe;Repairs;Ada Adams;open;3 high;2026-03-18 10:15:00 UTC;;kettle',
    ),
    first: {
      externalReference: '61007',
      receivedAt: '2026-03-18T10:15:00.000Z',
      status: 'open',
      priority: 'high',
      team: 'Repairs',
      assignee: 'Ada Adams',
      complainant: { name: 'Robin Doe' },
      remarks: ['State: open', 'Priority: 3 high', 'Tags: kettle'],
    },
  },
  {
    maker: 'zendesk',
    text: lines(
      'Id,Subject,Requester,Requester email,Status,Priority,Ticket channel,Group,Assignee,Created at,Solved at',
      '101,Kettle leaks,Robin Doe,robin@example.org,Solved,Urgent,Web form,Repairs,Ada,2026-03-18T10:15:00Z,2026-03-20T08:00:00Z',
    ),
    added: CLOSED_AS,
    first: {
      channel: 'web',
      status: 'closed',
      outcome: 'not-upheld',
      priority: 'urgent',
      answeredAt: '2026-03-20T08:00:00.000Z',
      closedAt: '2026-03-20T08:00:00.000Z',
      complainant: { name: 'Robin Doe', email: 'robin@example.org' },
    },
  },
  {
    maker: 'freshdesk',
    text: lines(
      '"Ticket ID","Subject","Status","Priority","Source","Type","Agent","Group","Created time","Initial response time","Resolved time","Closed time","Last update time","Full name","Email","Work phone"',
      '"77","Kettle leaks","Pending","Medium","Phone","Complaint","Ada","Repairs","2026-03-18 10:15:00","2026-03-18 11:00:00","","","2026-03-19 09:00:00","Robin Doe","robin@example.org","\'+44 1632 960001"',
    ),
    first: {
      externalReference: '77',
      channel: 'phone',
      status: 'open',
      priority: 'normal',
      texts: { issue: 'Complaint' },
      acknowledgedAt: '2026-03-18T11:00:00.000Z',
    },
  },
  {
    maker: 'salesforce',
    text: lines(
      '"Case Number","Subject","Description","Status","Case Origin","Priority","Contact Name","Contact Email","Case Owner","Date/Time Opened","Date/Time Closed","Case Reason","Product"',
      '"00001042","Kettle","It leaks.","Escalated","Email","High","Robin Doe","robin@example.org","Ada Adams","3/18/2026 2:15 PM","","Defect","Kettle 2"',
    ),
    first: {
      externalReference: '00001042',
      receivedAt: '2026-03-18T14:15:00.000Z',
      description: 'Kettle\n\nIt leaks.',
      texts: { issue: 'Defect', product: 'Kettle 2' },
      channel: 'email',
      status: 'open',
    },
  },
  {
    maker: 'jira',
    text: lines(
      'Summary,Issue key,Issue id,Request Type,Status,Priority,Resolution,Assignee,Reporter,Created,Updated,Resolved,Labels,Labels,Description',
      'Kettle,CARE-7,10007,Complaint,Waiting for support,Highest,,ada,robin,18/Mar/26 10:15 AM,19/Mar/26 8:00 AM,,kettle,leak,It leaks.',
    ),
    first: {
      externalReference: 'CARE-7',
      receivedAt: '2026-03-18T10:15:00.000Z',
      status: 'open',
      priority: 'urgent',
      texts: { issue: 'Complaint' },
      description: 'Kettle\n\nIt leaks.',
      remarks: ['Status: Waiting for support', 'Priority: Highest', 'Labels: kettle', 'Labels: leak'],
    },
  },
  {
    maker: 'servicenow',
    text: lines(
      'number,short_description,description,state,priority,contact_type,opened_at,closed_at,close_code,close_notes,assigned_to,assignment_group,sys_updated_on',
      'CS0001001,Kettle,It leaks.,Closed,3 - Moderate,self-service,2026-03-18 10:15:00,2026-03-25 16:00:00,Solved - Workaround,We changed it.,Ada,Repairs,2026-03-25 16:00:00',
    ),
    added: ['    otherwise: upheld'],
    first: {
      externalReference: 'CS0001001',
      channel: 'web',
      status: 'closed',
      outcome: 'upheld',
      priority: 'normal',
      answer: 'We changed it.',
    },
  },
  {
    maker: 'dynamics',
    text: lines(
      '(Do Not Modify) Case,Case Title,Case Number,Priority,Origin,Customer,Owner,Status,Created On,Resolved On,Modified On,Product',
      'c0ffee,Kettle leaks,CAS-01007-X1,Normal,Web,Robin Doe,Ada Adams,Canceled,3/18/2026 10:15 AM,3/19/2026 9:00 AM,3/19/2026 9:00 AM,Kettle 2',
    ),
    first: {
      externalReference: 'CAS-01007-X1',
      status: 'withdrawn',
      closedAt: '2026-03-19T09:00:00.000Z',
      remarks: ['(Do Not Modify) Case: c0ffee', 'Priority: Normal', 'Origin: Web', 'Status: Canceled'],
    },
  },
  {
    maker: 'osticket',
    text: lines(
      'Ticket Number,Date Created,Subject,From,From Email,Priority,Department,Help Topic,Source,Current Status,Last Updated,Agent Assigned,Team Assigned',
      '204518,18/03/2026 10:15,Kettle leaks,Robin Doe,robin@example.org,Normal,Support,Kettles,API,Open,18/03/2026 10:15,,Repairs',
    ),
    first: {
      receivedAt: '2026-03-18T10:15:00.000Z',
      channel: 'web',
      team: 'Repairs',
      texts: { product: 'Kettles' },
      status: 'open',
    },
  },
  {
    maker: 'icasework',
    text: lines(
      'Case ID,Case Type,Received Date,Method Received,Complaint Details,Customer Name,Status,Case Officer,Service Area,Target date,Closed Date,Outcome',
      'C-900,Stage 1 complaint,18-Mar-2026,In person,It leaks.,Robin Doe,Closed,Ada Adams,Repairs,15-Apr-2026,18-Mar-2026,Partially upheld',
    ),
    first: {
      channel: 'in-person',
      outcome: 'partly-upheld',
      receivedAt: '2026-03-18T00:00:00.000Z',
      closedAt: '2026-03-18T00:00:00.000Z',
      remarks: [
        'Method Received: In person',
        'Status: Closed',
        'Target date: 15-Apr-2026',
        'Outcome: Partially upheld',
      ],
    },
  },
  {
    maker: 'respond',
    text: lines(
      'Complaint Reference\tDate Received\tContact Method\tComplaint Summary\tComplainant Name\tPostal Address\tComplaint Status\tHandler\tDepartment\tClosure Date\tDecision\tFinal Response',
      'R/26/17\t18/03/2026\tLetter\tIt leaks.\tRobin Doe\t1 High Street\tResponse sent\tAda\tRepairs\t\tNot upheld\tIt was dropped.',
      'R/26/18\t19/03/2026\tLetter\tIt leaks too.\tKim Roe\t2 High Street\tUnder investigation\tAda\tRepairs\t\t\t',
    ),
    added: ['  answeredAt: { constant: "2026-03-30" }'],
    first: {
      externalReference: 'R/26/17',
      status: 'answered',
      outcome: 'not-upheld',
      answeredAt: '2026-03-30T00:00:00.000Z',
      complainant: { name: 'Robin Doe', postalAddress: '1 High Street' },
    },
  },
  {
    maker: 'other',
    text: lines(
      'ردیف,شماره پیگیری,تاریخ ثبت,موضوع,شرح شکایت,نام و نام خانوادگی,شماره تماس,نحوه دریافت,وضعیت,اولویت,کارشناس,واحد,تاریخ بستن,نتیجه',
      '۱,۱۲۳۴۵,۱۴۰۴/۱۲/۲۷ ۱۰:۱۵,کتری,نشت می‌کند.,پریسا نمونه,۰۲۱۱۲۳۴۵۶۷۸,تلفنی,در حال بررسي,فوری,آدا,تعمیرات,,',
    ),
    first: {
      externalReference: '۱۲۳۴۵',
      receivedAt: '2026-03-18T06:45:00.000Z',
      language: 'fa',
      channel: 'phone',
      status: 'open',
      priority: 'urgent',
      complainant: { name: 'پریسا نمونه', phone: '۰۲۱۱۲۳۴۵۶۷۸' },
    },
  },
];
