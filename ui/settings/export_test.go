package settings

import (
	"runchecks/domain"
)

// ProxyForm opens the form of the proxy.
func (x *Feature) ProxyForm(p domain.Proxy) { x.proxyForm(p) }
