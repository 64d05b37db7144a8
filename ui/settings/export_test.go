package settings

import (
	"runchecks/domain"
)

// ProxyForm opens the form of the proxy.
func (x *Feature) ProxyForm(p domain.Proxy) { x.proxyForm(p) }

// MailForm opens the form of the summary of the morning.
func (x *Feature) MailForm(m domain.MailOut) { x.mailForm(m) }

// NoticeForm opens the form of the notices.
func (x *Feature) NoticeForm(list []domain.Notice) { x.noticeForm(list) }
