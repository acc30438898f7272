//! Machine images of managed node groups.

use crate::facts::eks::{Architecture, Image, table};

macro_rules! images {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// A kind of machine image that EKS keeps for managed node groups.
        ///
        /// Amazon Linux 2 is not among them: AWS stopped to make its images on 2025-11-26 (EKS user guide, read
        /// 2026-11-20).
        ///
        /// ```
        /// use formwork::eks::AmiType;
        ///
        /// assert_eq!(AmiType::BottlerocketArm64.as_str(), "BOTTLEROCKET_ARM_64");
        /// ```
        #[non_exhaustive]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum AmiType {
            $($(#[$doc])* $variant,)*
            /// Any other, by EKS's name of it.
            Other(String),
        }

        impl AmiType {
            #[cfg(test)]
            const ALL: &[AmiType] = &[$(AmiType::$variant),*];

            /// EKS's name of it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(AmiType::$variant => $name,)*
                    AmiType::Other(name) => name,
                }
            }
        }
    };
}

images! {
    /// Amazon Linux 2023 with NVIDIA drivers, for Graviton.
    Al2023Arm64Nvidia "AL2023_ARM_64_NVIDIA",
    /// Amazon Linux 2023, for Graviton.
    Al2023Arm64 "AL2023_ARM_64_STANDARD",
    /// Amazon Linux 2023 with Neuron drivers, for Trainium and Inferentia.
    Al2023X86Neuron "AL2023_x86_64_NEURON",
    /// Amazon Linux 2023 with NVIDIA drivers, for Intel and AMD.
    Al2023X86Nvidia "AL2023_x86_64_NVIDIA",
    /// Amazon Linux 2023, for Intel and AMD.
    Al2023X86 "AL2023_x86_64_STANDARD",
    /// Bottlerocket, for Graviton.
    BottlerocketArm64 "BOTTLEROCKET_ARM_64",
    /// Bottlerocket with FIPS modules, for Graviton.
    BottlerocketArm64Fips "BOTTLEROCKET_ARM_64_FIPS",
    /// Bottlerocket with NVIDIA drivers, for Graviton.
    BottlerocketArm64Nvidia "BOTTLEROCKET_ARM_64_NVIDIA",
    /// Bottlerocket with NVIDIA drivers and FIPS modules, for Graviton.
    BottlerocketArm64NvidiaFips "BOTTLEROCKET_ARM_64_NVIDIA_FIPS",
    /// Bottlerocket, for Intel and AMD.
    BottlerocketX86 "BOTTLEROCKET_x86_64",
    /// Bottlerocket with FIPS modules, for Intel and AMD.
    BottlerocketX86Fips "BOTTLEROCKET_x86_64_FIPS",
    /// Bottlerocket with NVIDIA drivers, for Intel and AMD.
    BottlerocketX86Nvidia "BOTTLEROCKET_x86_64_NVIDIA",
    /// Bottlerocket with NVIDIA drivers and FIPS modules, for Intel and AMD.
    BottlerocketX86NvidiaFips "BOTTLEROCKET_x86_64_NVIDIA_FIPS",
    /// Windows Server 2019 Core.
    WindowsCore2019 "WINDOWS_CORE_2019_x86_64",
    /// Windows Server 2022 Core.
    WindowsCore2022 "WINDOWS_CORE_2022_x86_64",
    /// Windows Server 2025 Core.
    WindowsCore2025 "WINDOWS_CORE_2025_x86_64",
    /// Windows Server 2019.
    WindowsFull2019 "WINDOWS_FULL_2019_x86_64",
    /// Windows Server 2022.
    WindowsFull2022 "WINDOWS_FULL_2022_x86_64",
    /// Windows Server 2025.
    WindowsFull2025 "WINDOWS_FULL_2025_x86_64",
}

impl AmiType {
    /// Amazon Linux 2023 for these processors.
    #[must_use]
    pub const fn al2023(architecture: Architecture) -> Self {
        match architecture {
            Architecture::Arm64 => AmiType::Al2023Arm64,
            Architecture::X86_64 => AmiType::Al2023X86,
        }
    }

    /// What the table says of it.
    pub(super) fn facts(&self) -> Option<&'static Image> {
        table().image(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_enumeration_is_the_table_without_what_has_ended() {
        let living: Vec<&str> =
            table().images.iter().filter(|image| image.ended.is_none()).map(|image| image.name.as_str()).collect();
        let known: Vec<&str> = AmiType::ALL.iter().map(AmiType::as_str).collect();
        assert_eq!(known, living);
    }
}
