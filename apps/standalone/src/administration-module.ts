import { Module } from '@nestjs/common';
import { Examination } from './doctor/examination.js';
import { ExaminationController } from './doctor/examination.controller.js';
import { ParkedController } from './operations/parked.controller.js';
import { Rebuilds } from './operations/rebuilds.js';
import { ViewsController } from './operations/views.controller.js';
import { SampleData } from './sample-data/sample-data.js';
import { SampleDataController } from './sample-data/sample-data.controller.js';

/** What only a process with all services can do for its administrators. */
@Module({
  controllers: [SampleDataController, ViewsController, ParkedController, ExaminationController],
  providers: [SampleData, Rebuilds, Examination],
})
export class AdministrationModule {}
