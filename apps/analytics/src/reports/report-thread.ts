import { answerPrints } from '@redress/outgoing';
import { reportPdf } from './report-pdf.js';
import type { ReportDocument } from './report-tables.js';

/** The program of the thread in which reports are laid out. */
answerPrints<ReportDocument>((report) => reportPdf(report));
