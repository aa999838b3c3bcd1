import type { Provider } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { provideProcess } from '@redress/platform';
import { CARRY_OVER_PROCESS, CarryOverProcess } from './carry-over.process.js';

/** The process, and what feeds it. */
export const carryOverProviders: readonly Provider[] = [
  {
    provide: CarryOverProcess,
    inject: [Complaints],
    useFactory: (complaints: Complaints) => new CarryOverProcess(complaints),
  },
  provideProcess(CARRY_OVER_PROCESS, CarryOverProcess),
];
