import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AttachmentsModule, provideView } from '@redress/platform';
import { CarryOverConsumer } from './carry-over/carry-over.consumer.js';
import { carryOverProviders } from './carry-over/provide-carry-over.js';
import { CaseHistoryController } from './case-history/case-history.controller.js';
import { ReadHistoryHandler } from './case-history/case-history.query.js';
import { CaseAttachmentsController } from './case-attachments/case-attachments.controller.js';
import { CaseCommandsController } from './commands/case-commands.controller.js';
import { CaseConsumer } from './case-view/case.consumer.js';
import { caseProjection } from './case-view/case.projection.js';
import { ExplainClocksController } from './clocks/explain-clocks.controller.js';
import { ExplainClocksHandler } from './clocks/explain-clocks.query.js';
import { CommunicateDecisionHandler } from './decision/communicate-decision.command.js';
import { DecisionPreviewController } from './decision/decision-preview.controller.js';
import { PreviewDecisionHandler } from './decision/decision-preview.query.js';
import { DeadlineService } from './deadlines/deadline-service.js';
import { DeadlinesConsumer } from './deadlines/deadlines.consumer.js';
import { deadlinesProjection } from './deadlines/deadlines.projection.js';
import { DecideAboutOtherHandler } from './other-complaint/decide-about-other.command.js';
import { PossibleDuplicatesController } from './possible-duplicates/possible-duplicates.controller.js';
import { FindPossibleDuplicatesHandler } from './possible-duplicates/possible-duplicates.query.js';
import { PoliciesController } from './policies/policies.controller.js';
import { PublicPolicyController } from './policies/public-policy.controller.js';
import { redactionProviders } from './redaction/provide-redaction.js';
import { RedactionConsumer } from './redaction/redaction.consumer.js';
import { ShowCaseController } from './show-case/show-case.controller.js';
import { ShowCaseHandler } from './show-case/show-case.query.js';
import { SplitComplaintHandler } from './splitting/split-complaint.command.js';
import { WorkQueueController } from './work-queue/work-queue.controller.js';
import { BrowseWorkQueueHandler } from './work-queue/work-queue.query.js';

/** Where staff work on complaints: the queue, one page per case, and every step as one command. */
@Module({
  imports: [CqrsModule, AttachmentsModule],
  controllers: [
    WorkQueueController,
    ShowCaseController,
    CaseHistoryController,
    PossibleDuplicatesController,
    CaseAttachmentsController,
    CaseCommandsController,
    DecisionPreviewController,
    ExplainClocksController,
    DeadlinesConsumer,
    CarryOverConsumer,
    RedactionConsumer,
    PublicPolicyController,
    PoliciesController,
    CaseConsumer,
  ],
  providers: [
    BrowseWorkQueueHandler,
    ShowCaseHandler,
    ReadHistoryHandler,
    FindPossibleDuplicatesHandler,
    CommunicateDecisionHandler,
    DecideAboutOtherHandler,
    SplitComplaintHandler,
    PreviewDecisionHandler,
    ExplainClocksHandler,
    DeadlineService,
    ...carryOverProviders,
    ...redactionProviders,
    provideView(deadlinesProjection),
    provideView(caseProjection),
  ],
})
export class CaseHandlingModule {}
