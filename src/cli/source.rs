//! A program as the verbs see it: apps by environment.

use anyhow::{Error, Result};

use super::context::Context;
use super::failure::{Failure, Failures, listed};
use super::judge::{Errors, Judge, Verdict};
use super::program::Program;
use super::rules;
use super::settings::Settings;
use crate::assembly::{Assembly, NO_ENVIRONMENT, environment_of};
use crate::core::{App, Stack};
use crate::lint::Entry;
use crate::synthesis::{self, Options};

use super::args::{Backend, Judged};

/// The closure, with its types erased.
pub(super) type Make<'a> = &'a dyn Fn(&Context) -> Result<Vec<App>>;

/// A program, and how its apps are made.
pub(super) struct Source<'a> {
    program: &'a Program,
    make: Make<'a>,
}

/// What was synthesised.
pub(super) struct Synthesised {
    /// One for each app and environment, without files where there are errors.
    pub(super) assemblies: Vec<Assembly>,
    /// What counts of what was found in all of them.
    pub(super) verdict: Verdict,
    /// Each stack as `<system>/<stack>`.
    pub(super) looked_at: Vec<String>,
    /// The names of the stacks that were looked at, each once for every environment.
    pub(super) stacks: Vec<String>,
    /// What they were made from.
    _apps: Vec<App>,
}

impl<'a> Source<'a> {
    pub(super) fn new(program: &'a Program, make: Make<'a>) -> Self {
        Source { program, make }
    }

    /// The apps of the wanted environments. Every failure of every environment is said.
    pub(super) fn apps(&self, wanted: &[String]) -> Result<Vec<(String, App)>> {
        let settings = Settings::find(self.program.manifest_dir())?;
        let names = match &settings {
            Some(settings) => settings.choose(wanted).or_else(|errors| Failures::of(errors).map(|()| Vec::new()))?,
            None if wanted.is_empty() => vec![NO_ENVIRONMENT.to_owned()],
            None => return Err(nameless(wanted)),
        };
        let (mut apps, mut errors) = (Vec::new(), Vec::new());
        for name in names {
            let context = Context::new(&name, settings.as_ref().map(|settings| settings.file(&name)));
            match (self.make)(&context) {
                Ok(made) => apps.extend(made.into_iter().map(|app| (name.clone(), app))),
                Err(error) if settings.is_some() && !error.is::<Failure>() => {
                    errors.push(error.context(format!("in the environment `{name}`")));
                }
                Err(error) => errors.push(error),
            }
        }
        errors.extend(settings.as_ref().into_iter().flat_map(|settings| astray(settings, &apps)));
        if errors.is_empty() {
            errors.extend(twins(&apps));
        }
        Failures::of(errors)?;
        Ok(apps)
    }

    /// The rules by which it is judged, by name.
    pub(super) fn rules(&self) -> Vec<Entry> {
        rules::known(self.program.rules())
    }

    /// Synthesises the wanted environments.
    pub(super) fn synthesise(&self, judged: &Judged, errors: Errors) -> Result<Synthesised> {
        let whole = judged.environments.is_empty() && judged.backend == Backend::Both;
        let judge = Judge::of(&judged.counted, errors, whole, &self.rules())?;
        let options = Options {
            rules: self.program.rules().to_vec(),
            cloudformation: judged.backend != Backend::Terraform,
            terraform: judged.backend != Backend::Cloudformation,
            // Only what counts is judged strictly.
            strict: false,
            today: judged.today.clone(),
        };
        let (mut assemblies, mut found, mut stacks, mut apps) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut looked_at = Vec::new();
        for (environment, mut app) in self.apps(&judged.environments)? {
            let names = app.stacks().iter().map(Stack::name);
            stacks.extend(names.clone().map(str::to_owned));
            looked_at.extend(names.map(|name| format!("{}/{name}", app.name())));
            let (assembly, mut findings) = synthesis::synthesize_in_place(&mut app, &options);
            // What concerns the whole system is said where the system is made.
            for finding in findings.iter_mut().filter(|finding| finding.origin.is_none()) {
                finding.origin = Some(app.origin().place());
            }
            assemblies.push(assembly);
            found.push((environment, findings));
            apps.push(app);
        }
        Ok(Synthesised { assemblies, verdict: judge.apply(found), stacks, looked_at, _apps: apps })
    }
}

fn nameless(wanted: &[String]) -> Error {
    let failure = Failure::new(format!("no environment is called {}", listed(wanted.iter().map(String::as_str))));
    failure.help("this program has no settings files, so it has no environments").into()
}

/// Apps that would be written to one place for all environments.
fn astray<'a>(settings: &'a Settings, apps: &'a [(String, App)]) -> impl Iterator<Item = Error> + 'a {
    let mut seen: Vec<&str> = Vec::new();
    let nowhere = apps.iter().filter(|(_, app)| app.target().environment.is_empty());
    nowhere.filter_map(move |(_, app)| {
        if seen.contains(&app.name()) {
            return None;
        }
        seen.push(app.name());
        let name = app.name();
        let message =
            format!("the app `{name}` names no environment, and there are settings for {}", listed(settings.names()));
        Some(Failure::new(message).help(format!("make it with `App::in_env(\"{name}\", &env)`")).into())
    })
}

/// Apps that would overwrite each other.
fn twins(apps: &[(String, App)]) -> Vec<Error> {
    let place = |app: &App| (app.name().to_owned(), environment_of(app).to_owned());
    let mut seen = Vec::new();
    let mut errors = Vec::new();
    for (_, app) in apps {
        let place = place(app);
        if seen.contains(&place) {
            let failure = Failure::new(format!("two apps are called `{}` in the environment `{}`", place.0, place.1));
            errors.push(failure.help("give each system a name of its own").into());
        }
        seen.push(place);
    }
    errors
}
