/** Stands where a line of content will be. Drawn a moment late, so that quick answers do not make the page flicker. */
export function Skeleton() {
  return <span aria-hidden className="skeleton block h-8 w-full rounded-m bg-hairline" />;
}
