package govern.deploy.artifacts_test

import data.govern.deploy.artifacts

manifest(list) := {"subject": {"deployment": {"artifacts": list}}}

artifact(kind, pinned_by) := {"kind": kind, "ref": "registry/churn:1", "pinned_by": pinned_by}

test_images if {
	artifacts.images.outcome == "pass" with input as manifest([artifact("image", "digest")])
	answer := artifacts.images with input as manifest([artifact("image", "digest"), artifact("image", "tag")])
	answer.outcome == "fail"
	answer.message == "not pinned by digest: `registry/churn:1` (tag)"
	answer.at == ["/deployment/artifacts/1"]
	artifacts.images.outcome == "not_applicable" with input as manifest([artifact("model", "version")])
	count([none | none := artifacts.images]) == 0 with input as manifest([])
}

test_model_pinned if {
	every pinned_by in ["digest", "version"] {
		document := manifest([artifact("image", "latest"), artifact("model", pinned_by)])
		artifacts.model_pinned.outcome == "pass" with input as document
	}
	loose := manifest([artifact("image", "digest"), artifact("model", "mutable_uri")])
	artifacts.model_pinned.outcome == "fail" with input as loose
	count([none | none := artifacts.model_pinned]) == 0 with input as manifest([])
}

test_without_a_model_the_image_carries_it if {
	artifacts.model_pinned.outcome == "pass" with input as manifest([artifact("image", "digest")])
	artifacts.model_pinned.outcome == "fail" with input as manifest([artifact("image", "tag")])
}

test_no_answer_where_the_pin_is_not_known if {
	document := manifest([{"kind": "image", "ref": "registry/${IMAGE}"}])
	count([none | none := artifacts.images]) == 0 with input as document
}
