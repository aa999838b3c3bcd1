/** `@redress/complaints/office`: complaints for the specs of services. Not part of the built package. */
export * from './complaint-office.mother.spec.js';
export * from './marked-life.mother.spec.js';
export * from './timed-life.mother.spec.js';
export * from './view-documents.fixture.spec.js';
