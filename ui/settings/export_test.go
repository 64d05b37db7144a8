package settings

import (
	"runchecks/domain"
)

// ProxyForm opens the form of the proxy.
func (x *Feature) ProxyForm(p domain.Proxy) { x.proxyForm(p) }

// NoticeForm opens the form of the notices.
func (x *Feature) NoticeForm(list []domain.Notice) { x.noticeForm(list) }
