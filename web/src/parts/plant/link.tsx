// Mantine's anchor and button as links of the router, with its typed addresses.

import { Anchor, Button, Menu, type AnchorProps, type ButtonProps, type MenuItemProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

type Native = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

export const LinkAnchor = createLink((props: Omit<AnchorProps, "href"> & Native) => <Anchor {...props} />);
export const LinkButton = createLink((props: Omit<ButtonProps, "href"> & Native) => (
  <Button component="a" {...props} />
));
export const LinkItem = createLink((props: Omit<MenuItemProps, "href"> & Native) => (
  <Menu.Item component="a" {...props} />
));
