import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, Caller, objectSchema, Refuses } from '@redress/platform';
import { SampleData, type SampleDataState, sampleDataStates } from './sample-data.js';

const count = { type: 'integer', minimum: 0 };

const sampleDataSchema = objectSchema(
  {
    state: {
      enum: [...sampleDataStates],
      description: '`unavailable`: there are complaints or policies already, or events are kept on a server.',
    },
    complaints: { ...count, description: 'How many are written.' },
    of: { ...count, description: 'How many there will be.' },
  },
  { title: 'SampleData' },
);

/** Sample data for the first hour with an installation that is still empty. Only where all services are one process. */
@Controller('sample-data')
export class SampleDataController {
  constructor(private readonly sampleData: SampleData) {}

  @Get()
  @Allow('load-sample-data')
  @ApiOperation({
    summary: 'Whether sample data can be loaded, and how far that has come. Only where all services are one process.',
  })
  @Answers(200, 'The state of the sample data.', sampleDataSchema)
  show(): Promise<SampleDataState> {
    return this.sampleData.state();
  }

  /** Answers immediately; complaints are there once the state is `loaded`, and in views a moment later. */
  @Post()
  @Allow('load-sample-data')
  @ApiOperation({
    summary:
      'Loads a few hundred invented complaints of the last year into an installation that is still empty. Nobody is notified of them.',
  })
  @Answers(202, 'Begun, or begun before.', sampleDataSchema)
  @Refuses(409, 'There are complaints or policies already, or events are kept on a server.')
  @HttpCode(202)
  load(@Caller() { actor }: Caller): Promise<SampleDataState> {
    return this.sampleData.load(actor.id);
  }
}
