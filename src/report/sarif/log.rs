//! The parts of the SARIF object model that are written here; names and meanings are those of the standard.

use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Serialize)]
pub(crate) struct Message {
    pub(crate) text: String,
}

impl Message {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

/// One control's answer on one subject.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SarifResult {
    pub(crate) rule_id: String,
    pub(crate) rule_index: usize,
    pub(crate) kind: &'static str,
    pub(crate) level: &'static str,
    pub(crate) message: Message,
    pub(crate) locations: Vec<Location>,
    pub(crate) partial_fingerprints: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) taxa: Vec<DescriptorReference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) suppressions: Vec<Suppression>,
    pub(crate) properties: Map<String, Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) physical_location: Option<PhysicalLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhysicalLocation {
    pub(crate) artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<Region>,
}

#[derive(Serialize)]
pub(crate) struct ArtifactLocation {
    pub(crate) uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    pub(crate) start_line: u32,
    pub(crate) start_column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LogicalLocation {
    pub(crate) fully_qualified_name: String,
    pub(crate) kind: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Suppression {
    pub(crate) kind: &'static str,
    pub(crate) status: &'static str,
    pub(crate) justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DescriptorReference {
    pub(crate) id: String,
    pub(crate) tool_component: ComponentReference,
}

#[derive(Serialize)]
pub(crate) struct ComponentReference {
    pub(crate) name: String,
}

#[derive(Serialize)]
pub(crate) struct Relationship {
    pub(crate) target: DescriptorReference,
    pub(crate) kinds: [&'static str; 1],
}

/// A control, or a provision of a taxonomy.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) short_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) full_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) relationships: Vec<Relationship>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub(crate) properties: Map<String, Value>,
}

#[derive(Serialize)]
pub(crate) struct Configuration {
    pub(crate) level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Taxonomy {
    pub(crate) name: String,
    pub(crate) taxa: Vec<Descriptor>,
}

#[derive(Serialize)]
pub(crate) struct Tool<'a> {
    pub(crate) driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Driver<'a> {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) semantic_version: &'static str,
    pub(crate) rules: &'a [Descriptor],
    pub(crate) supported_taxonomies: Vec<ComponentReference>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invocation<'a> {
    pub(crate) execution_successful: bool,
    pub(crate) exit_code: u8,
    pub(crate) tool_execution_notifications: &'a [Notification],
}

/// Something that could not be read or evaluated.
#[derive(Serialize)]
pub(crate) struct Notification {
    pub(crate) level: &'static str,
    pub(crate) message: Message,
    pub(crate) descriptor: NotificationReference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) locations: Vec<Location>,
}

#[derive(Serialize)]
pub(crate) struct NotificationReference {
    pub(crate) id: String,
}
