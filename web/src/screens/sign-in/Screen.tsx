import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem, queries, reading, send } from "../../api/api";
import { session } from "../../api/me";
import type { Me } from "../../api/types";
import { Door } from "../../frame/Door";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { useCountdown } from "./countdown";

export default function SignIn() {
  const { t } = useTranslation("account");
  const search = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const first = useQuery({ ...reading<{ needsAdministrator: boolean }>("/start"), retry: false });
  const form = useForm({ initialValues: { email: "", password: "" } });
  const [left, wait] = useCountdown();

  const signIn = useMutation({
    mutationFn: (values: { email: string; password: string }) => send<Me>("POST", "/session", values),
    onSuccess: async (me) => {
      queries.clear();
      queries.setQueryData(session.queryKey, me);
      await navigate({ href: ownPage(search.to) });
    },
    onError: (problem) => {
      if (problem instanceof Problem) wait(problem.retryAfter);
      form.setFieldValue("password", "");
    },
  });

  return (
    <Door title={t("signIn.title")}>
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          {search.ended && !signIn.isError && (
            <Alert icon={<Info size={18} />} color="gray">
              {t("signIn.ended")}
            </Alert>
          )}
          {first.data?.needsAdministrator && (
            <Alert icon={<Info size={18} />}>
              {t("signIn.needsAdministrator")}{" "}
              <Anchor component={Link} to="/start" size="sm">
                {t("signIn.toStart")}
              </Anchor>
            </Alert>
          )}
          <TextInput
            label={t("signIn.email")}
            type="email"
            autoComplete="username"
            required
            autoFocus
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label={t("password.label")}
            autoComplete="current-password"
            required
            {...form.getInputProps("password")}
          />
          {left > 0 ? (
            <Alert color="orange" role="status">
              {left > 120 ? t("signIn.waitLong", { count: Math.ceil(left / 60) }) : t("signIn.wait", { count: left })}
            </Alert>
          ) : (
            <ErrorPanel error={signIn.error} />
          )}
          <Button type="submit" fullWidth loading={signIn.isPending} disabled={left > 0}>
            {t("signIn.submit")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("signIn.forgotten")}
          </Text>
        </Stack>
      </form>
    </Door>
  );
}

/** The page to go on to; never one of another site, whatever a link says. */
function ownPage(to: string | string[] | undefined): string {
  const path = typeof to === "string" ? to : "";
  return /^\/(?![/\\])/.test(path) ? path : "/";
}
