import type { Complexity, Impact, Severity } from '@redress/contracts';

/** The conditions of a route. An absent part matches all; of several values one suffices. */
export interface RouteCondition {
  readonly severity?: readonly Severity[];
  readonly complexity?: readonly Complexity[];
  readonly impact?: readonly Impact[];
  readonly safetyImplication?: boolean;
  readonly product?: readonly string[];
}

/** The team, and optionally the person, for matching complaints. The history records `name`. */
export interface Route {
  readonly name: string;
  readonly when: RouteCondition;
  readonly team: string;
  readonly person?: string;
}

/** The facts that routes match: the assessment of a complaint, and its subject. */
export interface RoutedComplaint {
  readonly severity: Severity;
  readonly complexity: Complexity;
  readonly impact: Impact;
  readonly safetyImplication: boolean;
  readonly product?: string;
}

/** Finds the first route whose conditions all match; undefined if none does, and the complaint is not moved. */
export function routeFor(routes: readonly Route[], complaint: RoutedComplaint): Route | undefined {
  return routes.find(({ when }) => holds(when, complaint));
}

function holds(when: RouteCondition, complaint: RoutedComplaint): boolean {
  const { severity, complexity, impact, product, safetyImplication } = when;
  return (
    (severity?.includes(complaint.severity) ?? true) &&
    (complexity?.includes(complaint.complexity) ?? true) &&
    (impact?.includes(complaint.impact) ?? true) &&
    (safetyImplication ?? complaint.safetyImplication) === complaint.safetyImplication &&
    (product === undefined || (complaint.product !== undefined && product.includes(complaint.product)))
  );
}
