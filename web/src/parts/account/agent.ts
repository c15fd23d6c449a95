const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPad|iPhone/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** "Firefox, Windows" out of a user agent; anything unknown is shown as it came. */
export function agentName(agent: string): string {
  const found = [browsers, systems].map((list) => list.find(([sign]) => sign.test(agent))?.[1]).filter(Boolean);
  return found.length > 0 ? found.join(", ") : agent.slice(0, 60);
}
