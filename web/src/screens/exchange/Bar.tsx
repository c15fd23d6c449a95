import { Progress, Text } from "@mantine/core";

interface Part {
  name: string;
  value: number;
  color: string;
}

/** How far something is, as shares of a whole, with the server's own sentence. */
export function Bar({ parts, total, says }: { parts: Part[]; total: number; says: string }) {
  return (
    <div>
      <Progress.Root size="lg" aria-hidden>
        {parts
          .filter((p) => p.value > 0)
          .map((p) => (
            <Progress.Section key={p.name} value={(p.value / Math.max(1, total)) * 100} color={p.color} />
          ))}
      </Progress.Root>
      <Text size="sm" mt={4} role="status">
        {says}
      </Text>
    </div>
  );
}
