package cli

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"time"

	"ringwall/internal/api"
	"ringwall/internal/csms"
	"ringwall/internal/webui"
)

// serveCmd runs the program.
type serveCmd struct {
	storage
	Listen       string   `help:"Address to listen on." default:"127.0.0.1:62443" env:"RINGWALL_LISTEN"`
	Demo         bool     `help:"Bring the example plant with the first administrator, and open the browser."`
	TLSCert      string   `help:"Certificate file; needed to listen beyond this machine." env:"RINGWALL_TLS_CERT" type:"path" placeholder:"FILE"`
	TLSKey       string   `help:"Key file of the certificate." env:"RINGWALL_TLS_KEY" type:"path" placeholder:"FILE"`
	TrustedProxy []string `help:"Address or network of a reverse proxy that ends TLS and names the client." env:"RINGWALL_TRUSTED_PROXY" placeholder:"CIDR"`
}

// shutdownTime is how long a request may take to end once the program is asked to stop.
const shutdownTime = 10 * time.Second

// Run serves until the program is asked to stop.
func (c serveCmd) Run(ctx context.Context, io streams) error {
	proxies, err := c.proxies()
	if err != nil {
		return err
	}
	if err := c.checkListen(len(proxies) > 0); err != nil {
		return err
	}
	certificates, err := c.certificates()
	if err != nil {
		return err
	}
	return c.openNew(ctx, io, csms.Parts{Demo: c.Demo}, func(rt *runtime) error {
		handler := api.New(api.Parts{Service: rt.svc, Log: rt.log, TrustedProxies: proxies})
		listener, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return bad("listen on %s: %w; is Ringwall running already? Choose another with --listen", c.Listen, err)
		}
		server := api.Server(handler)
		server.RegisterOnShutdown(handler.EndStreams)
		server.ErrorLog = slog.NewLogLogger(rt.log.Handler(), slog.LevelInfo)
		rt.svc.Run(ctx)
		address := c.address(listener)
		fmt.Fprintf(io.out, "Ringwall %s is at %s (data: %s)\n", version, address, rt.storage.shown())
		if !webui.Built() {
			fmt.Fprintln(io.out, "The web app is not part of this build: run make web, then build again.")
		}
		if c.Demo {
			openBrowser(address)
		}
		ended := make(chan error, 1)
		go func() {
			if len(certificates) > 0 {
				server.TLSConfig = &tls.Config{Certificates: certificates, MinVersion: tls.VersionTLS12}
				ended <- server.ServeTLS(listener, "", "")
				return
			}
			ended <- server.Serve(listener)
		}()
		select {
		case err := <-ended:
			return err
		case <-ctx.Done():
		}
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer cancel()
		if err := server.Shutdown(stopping); err != nil {
			rt.log.Warn("some requests were cut off", "error", err)
			return server.Close()
		}
		return nil
	})
}

// certificates are that of --tls-cert, none for plain HTTP.
func (c serveCmd) certificates() ([]tls.Certificate, error) {
	if c.TLSCert == "" {
		return []tls.Certificate{}, nil
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, bad("--tls-cert and --tls-key cannot be used: %w", err)
	}
	return []tls.Certificate{pair}, nil
}

func (c serveCmd) proxies() ([]netip.Prefix, error) {
	var proxies []netip.Prefix
	for _, s := range c.TrustedProxy {
		if addr, err := netip.ParseAddr(s); err == nil {
			proxies = append(proxies, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, bad("--trusted-proxy %q is neither an address nor a network such as 10.0.0.0/24", s)
		}
		proxies = append(proxies, prefix)
	}
	return proxies, nil
}

// checkListen refuses to serve passwords in the clear to other machines.
func (c serveCmd) checkListen(behindProxy bool) error {
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return bad("--tls-cert and --tls-key go together")
	}
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return bad("--listen %q is no address: write it as 127.0.0.1:62443", c.Listen)
	}
	addr, err := netip.ParseAddr(host)
	loopback := host == "localhost" || (err == nil && addr.IsLoopback())
	if !loopback && c.TLSCert == "" && !behindProxy {
		return bad("--listen %s can be reached from other machines: give --tls-cert and --tls-key, or name the proxy that ends TLS with --trusted-proxy", c.Listen)
	}
	return nil
}

func (c serveCmd) address(l net.Listener) string {
	if c.TLSCert != "" {
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
}

// openBrowser shows the page where there is a desktop; elsewhere the printed
// address has to do.
func openBrowser(address string) {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return
	}
	if opener, err := exec.LookPath("xdg-open"); err == nil {
		if cmd := exec.Command(opener, address); cmd.Start() == nil {
			go func() { _ = cmd.Wait() }()
		}
	}
}
