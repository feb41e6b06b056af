//! Configuration: govern.toml, the organisation policy, and the environment that `World` carries.

mod error;
mod organisation;
mod project;
mod settings;
mod toml_file;
mod variables;

pub use error::ConfigError;
pub use organisation::{
    EnforcementWord, Freeze, InventoryEntry, InventoryStatus, Organisation, OrganisationFile, OrganisationLog,
    RequiredPack, Role, WaiverLimits,
};
pub use project::{FILE_NAME, LimitsSection, LogSection, Project, ProjectFile};
pub use settings::{Flags, LOCAL_DIRECTORY, LogChoice, Settings};
pub use variables::{Variables, actor, columns, force_colour, no_colour};
