import { Module } from '@nestjs/common';
import { SampleData } from './sample-data/sample-data.js';
import { SampleDataController } from './sample-data/sample-data.controller.js';

/** What only a process with all services can do for its administrators. */
@Module({ controllers: [SampleDataController], providers: [SampleData] })
export class AdministrationModule {}
