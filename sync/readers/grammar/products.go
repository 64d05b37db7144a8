package grammar

// longestProduct is how many bytes the longest of products has.
const longestProduct = 16

// products are the names of programs, systems and services that backups are made with, of or
// to. They are names wherever they stand, whatever language a report is written in, and whether
// they begin with a capital or not. Words that mean something else are none.
var products = wordSet(`nextcloud owncloud seafile syncthing gitlab gitea github bitbucket jira confluence wordpress joomla drupal typo3
	magento shopify woocommerce prestashop moodle odoo datev lexware addison navision afas quickbooks xero salesforce hubspot zendesk gmail
	backblaze wasabi hetzner ionos strato scaleway linode digitalocean storj minio synology qnap truenas freenas unraid openmediavault
	proxmox vmware esxi kvm docker kubernetes portainer postgresql mariadb mongodb redis elasticsearch influxdb prometheus grafana sqlite
	mssql ldap samba linux macos debian ubuntu centos fedora freebsd raspberry iphone ipad android macbook imac thinkpad jellyfin immich
	photoprism lightroom zigbee fritzbox unifi pfsense opnsense mikrotik sophos fortigate starlink bitwarden vaultwarden keepass
	paperless calibre homeassistant rsync rclone robocopy restic borg kopia duplicity duplicati veeam acronis gzip zstd tarball tarballs
	kerio zimbra mailcow mailstore dovecot postfix roundcube sharepoint onedrive dropbox icloud qlik tableau filemaker sugarcrm vtiger
	redmine mattermost rocketchat nginx apache tomcat keycloak authentik traefik haproxy wireguard openvpn hyperv citrix nutanix
	netapp freshdesk wikijs bookstack mediawiki dokuwiki solr couchdb cassandra clickhouse firebird interbase`)
