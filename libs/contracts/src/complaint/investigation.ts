import Type from 'typebox';
import { event, personal } from '../definition.js';
import {
  date,
  EvidenceKind,
  IntervieweeRole,
  name,
  NoteVisibility,
  requiredText,
  sha256,
  TaskKind,
  text,
  Upheld,
  version,
  word,
} from '../vocabulary.js';

/** Staff wrote something down about the complaint. */
export const NoteAdded = event('NoteAdded', {
  meaning: 'A note was added by staff.',
  isMessage: true,
  data: {
    text: personal(requiredText()),
    visibility: NoteVisibility,
  },
});

/** The words of one message are to be unreadable for ever (ISO 10002:2018, clause 4: confidentiality). Its key is destroyed upon this. */
export const MessageRedacted = event('MessageRedacted', {
  meaning: 'The words of one earlier event were made unreadable.',
  data: {
    /** Revision of the event that holds them. */
    message: Type.Integer({ minimum: 0 }),
  },
});

/** The complainant was asked for something that the investigation needs (ISO 10002:2018, 7.6). */
export const InformationRequested = event('InformationRequested', {
  meaning: 'The complainant was asked for information.',
  isMessage: true,
  data: {
    /** Its name within the complaint: never used again for another. */
    request: word(),
    text: personal(requiredText()),
    /** Until when an answer is hoped for. */
    dueOn: Type.Optional(date()),
  },
});

/** The complainant told more about the complaint, unasked or as the answer to a request. */
export const InformationAdded = event(
  'InformationAdded',
  {
    meaning: 'The complainant added information.',
    isMessage: true,
    data: {
      text: personal(requiredText()),
      /** The request that it answers. */
      request: Type.Optional(word()),
    },
  },
  // When nothing could be asked.
  { data: { text: personal(requiredText()) } },
);

/** Work was given to a department, a person or both (ISO 10002:2018, 7.6); naming neither, to whoever handles the complaint. */
export const TaskAssigned = event('TaskAssigned', {
  meaning: 'A task was assigned.',
  staff: [['assignee']],
  isMessage: true,
  data: {
    /** Its name within the complaint: never used again for another. */
    task: word(),
    kind: TaskKind,
    title: personal(requiredText()),
    department: Type.Optional(name()),
    /** The id of a staff member. */
    assignee: Type.Optional(name()),
    /** The last day on which it is done in time. */
    dueOn: Type.Optional(date()),
  },
});

/** A task was done. */
export const TaskCompleted = event('TaskCompleted', {
  meaning: 'A task was completed.',
  isMessage: true,
  data: {
    task: word(),
    result: Type.Optional(personal(text())),
  },
});

/** Nobody waits for a task any more; why stands in the reason. */
export const TaskCancelled = event('TaskCancelled', {
  meaning: 'A task was cancelled.',
  data: {
    task: word(),
  },
});

/** Something that shows what happened was added to the case (ISO 10002:2018, 7.6). */
export const EvidenceAdded = event('EvidenceAdded', {
  meaning: 'Evidence was added.',
  isMessage: true,
  data: {
    /** Its name within the complaint: never used again for another. */
    evidence: word(),
    kind: EvidenceKind,
    description: personal(requiredText()),
    /** Where it came from, often a person. */
    source: Type.Optional(personal(name())),
    /** Of its content, wherever that is kept. */
    sha256: Type.Optional(sha256()),
    /** The attachment of the complaint that holds its content. */
    attachment: Type.Optional(name()),
  },
});

/** Somebody was heard about the complaint (ISO 10002:2018, 7.6). */
export const InterviewRecorded = event('InterviewRecorded', {
  meaning: 'An interview was recorded.',
  isMessage: true,
  data: {
    with: personal(name()),
    role: IntervieweeRole,
    heldOn: date(),
    summary: personal(requiredText()),
  },
});

const findingFields = {
  summary: personal(requiredText()),
  upheld: Upheld,
  /** A code of the organization: causes are counted by it. */
  rootCause: Type.Optional(name()),
};

/** The investigation came to a finding (ISO 10002:2018, 7.6). */
export const FindingRecorded = event(
  'FindingRecorded',
  {
    meaning: 'A finding of the investigation was recorded.',
    isMessage: true,
    data: {
      ...findingFields,
      /** Name and version of the list that the code is from; absent when the policy has none. */
      taxonomy: Type.Optional(version()),
    },
  },
  // When causes were free words, of no list.
  { data: findingFields },
);
