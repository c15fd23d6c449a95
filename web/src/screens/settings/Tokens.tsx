import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Page, Token } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { NewToken } from "./NewToken";
import { TokenTable } from "./TokenTable";

export function Tokens() {
  const { t } = useTranslation("account");
  const can = useCan();
  const tokens = useQuery(reading<Page<Token>>("/tokens"));
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const revoke = useWrite<Token>((x) => send("DELETE", url`/tokens/${x.id}`, undefined, x.version), {
    touches: [["tokens"]],
    said: t("tokens.revoked"),
    quiet: true,
    onSuccess: () => setRevoking(null),
  });
  const items = tokens.data?.items ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t("tokens.lead")}
        </Text>
        {can("token.own") && (
          <Button leftSection={<Plus size={16} />} onClick={() => setMaking(true)}>
            {t("tokens.add")}
          </Button>
        )}
      </Group>
      {tokens.isError && <ErrorPanel error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.isPending && <LoadingRows rows={3} />}
      {tokens.data && items.length === 0 && <EmptyState icon={KeyRound} title={t("tokens.none")} />}
      {items.length > 0 && <TokenTable tokens={items} onRevoke={setRevoking} />}
      {making && <NewToken onClose={() => setMaking(false)} />}
      <ConfirmDialog
        opened={revoking !== null}
        danger
        title={t("tokens.revokeTitle", { name: revoking?.name ?? "" })}
        text={t("tokens.revokeText")}
        confirm={t("tokens.revoke")}
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoking && revoke.mutate(revoking)}
        onClose={() => setRevoking(null)}
      />
    </Stack>
  );
}
