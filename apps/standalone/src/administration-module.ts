import { Module } from '@nestjs/common';
import type { EventCodec, EventStore } from '@redress/eventing';
import {
  EVENT_CODEC,
  EVENT_STORE,
  SERVER_SECRETS,
  type ServerSecrets,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { Examination } from './doctor/examination.js';
import { ExaminationController } from './doctor/examination.controller.js';
import { ParkedController } from './operations/parked.controller.js';
import { ParkedSkips } from './operations/parked-skips.js';
import { Rebuilds } from './operations/rebuilds.js';
import { ViewsController } from './operations/views.controller.js';
import { SampleData } from './sample-data/sample-data.js';
import { SampleDataController } from './sample-data/sample-data.controller.js';

/** What only a process with all services can do for its administrators. */
@Module({
  controllers: [SampleDataController, ViewsController, ParkedController, ExaminationController],
  providers: [
    SampleData,
    Rebuilds,
    Examination,
    {
      provide: ParkedSkips,
      inject: [EVENT_STORE, EVENT_CODEC, SERVER_SECRETS, TIME_SOURCE],
      useFactory: (store: EventStore, codec: EventCodec, secrets: ServerSecrets, clock: TimeSource) =>
        new ParkedSkips({ store, codec, secrets, now: () => clock.now() }),
    },
  ],
})
export class AdministrationModule {}
