//! stub
use clap::Args;
use crate::cli::exit::ExitStatus; use crate::cli::talk::Stop; use crate::cli::world::World;
#[derive(Args, Debug)] pub(crate) struct ShowArgs{}
#[derive(Args, Debug)] pub(crate) struct ListArgs{}
pub(crate) fn show(_:&ShowArgs,_:&mut World<'_>)->Result<ExitStatus,Stop>{Ok(ExitStatus::Yes)}
pub(crate) fn list(_:&ListArgs,_:&mut World<'_>)->Result<ExitStatus,Stop>{Ok(ExitStatus::Yes)}
