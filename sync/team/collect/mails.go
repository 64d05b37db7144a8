package collect

import (
	"context"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/ingest"
)

// mails stores mails, which are items once they are read. One that tells of a tenant that is new
// ends a batch, so that what the team decided about the tenant holds for the reports that follow.
func (v *visit) mails(ctx context.Context, mails []Piece, items []ingest.Item, last Piece) error {
	begin := 0
	for i := range items {
		fresh, err := v.bringsTenants(ctx, items[i])
		if err != nil {
			return err
		}
		if !fresh {
			continue
		}
		if err := v.store(ctx, mails[i], items[begin:i+1]); err != nil {
			return err
		}
		begin = i + 1
		if err := v.p.CatchUp(ctx); err != nil {
			return err
		}
		if _, err := v.sink.MakeRuns(ctx); err != nil {
			return err
		}
	}
	return v.store(ctx, last, items[begin:]) // with how far it came, where there is no mail, too
}

// store stores mails, and that everything up to a piece was taken over.
func (v *visit) store(ctx context.Context, last Piece, items []ingest.Item) error {
	v.at.LastUID, v.at.Seen.ModSeq = uint32(last.Position), print(last.Key)
	return v.sink.Messages(ctx, v.at, items)
}

// bringsTenants reports whether a mail tells of a tenant that neither the cache knows nor a mail
// before it in this visit told of.
func (v *visit) bringsTenants(ctx context.Context, item ingest.Item) (fresh bool, err error) {
	for _, r := range item.Results {
		if r.Tenants == nil {
			continue
		}
		if v.tenants == nil {
			if v.tenants, err = v.knownTenants(ctx); err != nil {
				return false, err
			}
		}
		for _, use := range r.Tenants.Uses {
			key := domain.TenantDeviceKey(item.FromAddress, use.Tenant, use.Repository)
			if !v.tenants[key] {
				v.tenants[key], fresh = true, true
			}
		}
	}
	return fresh, nil
}

func (v *visit) knownTenants(ctx context.Context) (map[domain.DeviceKey]bool, error) {
	known := map[domain.DeviceKey]bool{}
	err := v.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.DevicesOf(v.account.ID, domain.SourceCloudConnect)
		for _, d := range list {
			known[d.Key] = true
		}
		return err
	})
	return known, err
}

// items reads mails beside each other.
func (v *visit) items(ctx context.Context, mails []Piece) ([]ingest.Item, error) {
	items := make([]ingest.Item, len(mails))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(readAtOnce())
	for i, p := range mails {
		group.Go(func() error {
			raw, err := p.raw()
			if err != nil {
				return err
			}
			items[i] = v.read(ctx, folder, imap.Fetched(uint32(p.Position), p.At, raw, p.Size))
			items[i].Collected = true
			v.sink.Prepare(&items[i])
			return ctx.Err()
		})
	}
	return items, group.Wait()
}
