/** `@redress/complaints/office`: complaints for the specs of services. The built package does not hold it. */
export * from './complaint-office.mother.spec.js';
export * from './marked-life.mother.spec.js';
export * from './timed-life.mother.spec.js';
export * from './view-documents.fixture.spec.js';
