// The shortest way from one thing to another, over the facts that the filters show and nobody denies.

/** The steps of a shortest path as edges in order, or null where there is none. */
function shortestPath(from, to, passing) {
  const came = new Map([[from, null]]);
  let rim = [from];
  while (rim.length && !came.has(to)) {
    const next = [];
    for (const id of rim) {
      const onward = linksAt(id)
        .filter((edge) => passing.has(edge.id) && edge.status !== "denied")
        .sort((a, b) => byDegree(otherEnd(a, id), otherEnd(b, id)) || a.id - b.id);
      for (const edge of onward) {
        const other = otherEnd(edge, id);
        if (came.has(other)) continue;
        came.set(other, { edge, id });
        next.push(other);
      }
    }
    rim = next;
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let at = came.get(to); at; at = came.get(at.id)) steps.unshift(at.edge);
  return steps;
}
