import { Complaints } from '@redress/complaints';
import type { EventStore, KeyRing } from '@redress/eventing';
import {
  AttachmentsModule,
  TIME_SOURCE,
  EVENT_STORE,
  KEY_RING,
  processManager,
  service,
  view,
  type TimeSource,
} from '@redress/platform';
import { ActivityController } from './activity/activity.controller.js';
import { activityProjection } from './activity/activity.projection.js';
import { BrowseActivityHandler } from './activity/browse-activity.query.js';
import { SendToManyHandler } from './bulk/bulk.command.js';
import { BulkController, NoBulkController } from './bulk/bulk.controller.js';
import { CARRY_OVER_PROCESS, carryOver } from './carry-over/carry-over.process.js';
import { CaseAttachmentsController } from './case-attachments/case-attachments.controller.js';
import { CaseHistoryController, ReadHistoryHandler } from './case-history/case-history.js';
import { CaseNotes } from './case-notes/case-notes.js';
import { noteProjection } from './case-notes/note.projection.js';
import { caseProjection } from './case-view/case.projection.js';
import { VisibleCases } from './case-view/visible-cases.js';
import { disclosureProjection } from './disclosures/disclosure.projection.js';
import { DisclosuresController } from './disclosures/disclosures.controller.js';
import { BrowseDisclosuresHandler, ExportDisclosuresHandler } from './disclosures/disclosures.query.js';
import { ExplainClocksController, ExplainClocksHandler } from './clocks/explain-clocks.js';
import { CaseCommandsController } from './commands/case-commands.controller.js';
import { DeadlineMetrics } from './deadlines/deadline-metrics.js';
import { DeadlineService } from './deadlines/deadline-service.js';
import { deadlinesProjection } from './deadlines/deadlines.projection.js';
import { CommunicateDecisionHandler } from './decision/communicate-decision.command.js';
import { DecisionPreviewController, PreviewDecisionHandler } from './decision/decision-preview.js';
import { DecideAboutOtherHandler } from './other-complaint/decide-about-other.command.js';
import { CalendarsController } from './policies/calendars.controller.js';
import { CalendarYearsController } from './policies/calendar-years.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { POLICY_CHOICE_PROCESS, policyChoice } from './policy-choice/policy-choice.process.js';
import { PolicySimulationController } from './policies/policy-simulation.controller.js';
import { PublicPolicyController } from './policies/public-policy.controller.js';
import { CarryOutErasureHandler } from './erasure/carry-out-erasure.command.js';
import { CertifyErasureHandler } from './erasure/certificate.query.js';
import { DecideOnErasureHandler } from './erasure/erase-person.command.js';
import { ComplainantKeys, erasure, ERASURE_PROCESS } from './erasure/erasure.process.js';
import { ErasuresController } from './erasure/erasures.controller.js';
import { BrowseErasuresHandler } from './erasure/erasures.query.js';
import { BrowseLegalHoldsHandler } from './erasure/legal-holds.query.js';
import { FindPersonsCasesHandler } from './erasure/persons-cases.query.js';
import { CaseChanges } from './live-updates/case-changes.js';
import { LiveReaders } from './live-updates/live-readers.js';
import { CasePresence } from './live-updates/presence.js';
import { LiveUpdatesController } from './live-updates/live-updates.controller.js';
import {
  FindPossibleDuplicatesHandler,
  PossibleDuplicatesController,
} from './possible-duplicates/possible-duplicates.js';
import { RedactMessageHandler } from './redaction/redact-message.command.js';
import { MessageKeys, redaction, REDACTION_PROCESS } from './redaction/redaction.process.js';
import { FilledRepliesController } from './reply-templates/filled-replies.js';
import { REPLY_TEMPLATES, ReplyTemplateStore } from './reply-templates/reply-template-store.js';
import { ReplyTemplates } from './reply-templates/reply-templates.js';
import { ReplyTemplatesController } from './reply-templates/reply-templates.controller.js';
import { SAVED_VIEWS, SavedViewStore } from './saved-views/saved-view-store.js';
import { SavedViewsController } from './saved-views/saved-views.controller.js';
import { SavedViews } from './saved-views/saved-views.js';
import { SearchController } from './search/search.controller.js';
import { SearchCasesHandler } from './search/search-cases.query.js';
import { searchProjection } from './search/search.projection.js';
import { ShowCaseController } from './show-case/show-case.controller.js';
import { ShowCaseHandler } from './show-case/show-case.query.js';
import { ReassignHandler } from './staff/reassign.command.js';
import { StaffController } from './staff/staff.controller.js';
import { Workload } from './staff/workload.js';
import { SplitComplaintHandler } from './splitting/split-complaint.command.js';
import { BrowseTasksHandler } from './tasks/browse-tasks.query.js';
import { taskProjection } from './tasks/task.projection.js';
import { TasksController } from './tasks/tasks.controller.js';
import { IssueTrackingCodeHandler } from './tracking-code/issue-tracking-code.command.js';
import { PutUpWallHandler } from './walls/put-up-wall.command.js';
import { CountCasesHandler } from './work-queue/case-counts.query.js';
import { WorkQueueController } from './work-queue/work-queue.controller.js';
import { BrowseWorkQueueHandler } from './work-queue/work-queue.query.js';

/** Where staff handle complaints: the queue, one page per case, and every step as one command. */
export const caseHandling = service({
  name: 'case-handling',
  imports: [AttachmentsModule],
  routes: [
    WorkQueueController,
    SavedViewsController,
    ReplyTemplatesController,
    SearchController,
    TasksController,
    LiveUpdatesController,
    ActivityController,
    ShowCaseController,
    CaseHistoryController,
    PossibleDuplicatesController,
    FilledRepliesController,
    CaseAttachmentsController,
    ErasuresController,
    DisclosuresController,
    CaseCommandsController,
    BulkController,
    NoBulkController,
    DecisionPreviewController,
    ExplainClocksController,
    PublicPolicyController,
    PolicySimulationController,
    PoliciesController,
    CalendarsController,
    CalendarYearsController,
    StaffController,
  ],
  commands: [
    CommunicateDecisionHandler,
    DecideAboutOtherHandler,
    IssueTrackingCodeHandler,
    PutUpWallHandler,
    SplitComplaintHandler,
    RedactMessageHandler,
    CarryOutErasureHandler,
    DecideOnErasureHandler,
    ReassignHandler,
    SendToManyHandler,
  ],
  queries: [
    BrowseWorkQueueHandler,
    CountCasesHandler,
    BrowseTasksHandler,
    BrowseActivityHandler,
    SearchCasesHandler,
    FindPersonsCasesHandler,
    BrowseErasuresHandler,
    BrowseLegalHoldsHandler,
    CertifyErasureHandler,
    BrowseDisclosuresHandler,
    ExportDisclosuresHandler,
    ShowCaseHandler,
    ReadHistoryHandler,
    FindPossibleDuplicatesHandler,
    PreviewDecisionHandler,
    ExplainClocksHandler,
  ],
  keeps: [SAVED_VIEWS, REPLY_TEMPLATES],
  groups: [
    {
      group: 'case-handling',
      follows: [view(caseProjection), view(noteProjection), view(taskProjection), view(disclosureProjection)],
    },
    // Deadlines have their own group, so that neither they nor the cases wait for the other.
    { group: 'case-handling-deadlines', follows: [view(deadlinesProjection)] },
    // The index opens what it reads, so it waits for the keys, and nothing else waits for it.
    { group: 'case-handling-search', follows: [view(searchProjection)] },
    // It writes a document for each event, and nobody waits for it after a command.
    { group: 'case-handling-activity', follows: [view(activityProjection)] },
    // Processes that act on events have their own group, so that neither they nor the views hold the other up.
    {
      group: 'case-handling-processes',
      follows: [
        processManager(CARRY_OVER_PROCESS, { inject: [Complaints], make: carryOver }),
        processManager(POLICY_CHOICE_PROCESS, { inject: [Complaints], make: policyChoice }),
        processManager(REDACTION_PROCESS, { inject: [MessageKeys], make: redaction }),
        processManager(ERASURE_PROCESS, { inject: [ComplainantKeys], make: erasure }),
      ],
    },
  ],
  providers: [
    DeadlineService,
    DeadlineMetrics,
    VisibleCases,
    CaseNotes,
    CaseChanges,
    CasePresence,
    LiveReaders,
    SavedViewStore,
    SavedViews,
    ReplyTemplateStore,
    ReplyTemplates,
    Workload,
    {
      provide: MessageKeys,
      inject: [EVENT_STORE, KEY_RING, TIME_SOURCE],
      useFactory: (store: EventStore, keys: KeyRing, clock: TimeSource) =>
        new MessageKeys(store, keys, () => clock.now()),
    },
    {
      provide: ComplainantKeys,
      inject: [KEY_RING, TIME_SOURCE],
      useFactory: (keys: KeyRing, clock: TimeSource) => new ComplainantKeys(keys, () => clock.now()),
    },
  ],
});
