package govern.deploy.protection_test

import data.govern.deploy.protection

manifest(value) := {"subject": {"deployment": {"security": value}}}

test_applies_to_personal_data if {
	protection.applies == true with input as {"subject": {"data": {"personal_data": true}}}
	protection.applies == false with input as {"subject": {"data": {"personal_data": false}}}
	count([applies | applies := protection.applies]) == 0 with input as {"subject": {}}
}

test_encryption if {
	protection.encryption.outcome == "pass" with input as manifest({"encryption_at_rest": true, "tls": true})
	answer := protection.encryption with input as manifest({"encryption_at_rest": true, "tls": false})
	answer == {"outcome": "fail", "message": "not encrypted: traffic", "at": ["/deployment/security/tls"]}
	count([none | none := protection.encryption]) == 0 with input as manifest({"tls": true})
}
