import type { OnApplicationShutdown } from '@nestjs/common';
import { PrintingThread } from '@redress/outgoing';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReportDocument } from './report-tables.js';

/** The built program, also in specs, whose sources Node cannot run by itself. */
const PROGRAM = pathToFileURL(join(import.meta.dirname, '../../dist/reports/report-thread.js'));
/** The longest report has some thousand rows. */
const REPORT_MS_MAX = 60_000;

/** Lays reports out in a thread of their own. */
export class ReportPress implements OnApplicationShutdown {
  private readonly thread = new PrintingThread<ReportDocument>({
    name: 'reports',
    program: PROGRAM,
    documentMsMax: REPORT_MS_MAX,
  });

  /** Returns the report as PDF; rejects as {@link PrintingThread.print}. */
  print(document: ReportDocument): Promise<Uint8Array> {
    return this.thread.print(document);
  }

  /** Called by Nest. */
  async onApplicationShutdown(): Promise<void> {
    await this.thread.end();
  }
}
