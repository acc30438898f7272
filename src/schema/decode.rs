//! From a record to a [`TypeSchema`].

use super::archive::{Archive, Corrupt, Cursor, Read};
use super::format::{TYPE_NAMES, tag, tagging};
use super::model::{Keyword, Lifecycle, Marks, Schema, SchemaId, Types};
use super::types::{Tagging, TypeSchema};

/// Marks nest as properties do; damage must not nest without end.
const DEEPEST: usize = 64;

const ALL_TYPES: u8 = {
    let (mut bits, mut at) = (0, 0);
    while at < TYPE_NAMES.len() {
        bits |= TYPE_NAMES[at].1;
        at += 1;
    }
    bits
};

pub(super) fn decode(archive: &Archive, type_index: usize) -> Read<TypeSchema> {
    let name = archive.name(type_index)?;
    let mut cursor = archive.record(type_index)?;
    let marks = marks(&mut cursor, DEEPEST)?;
    let primary = cursor.list(Cursor::texts)?;
    let tagging = tag_facts(&mut cursor)?;
    let lifecycle = Lifecycle { status: cursor.text()?, date: cursor.text()? };
    let count = cursor.count()?;
    let root = node_id(&mut cursor, count)?;
    let mut nodes = Vec::with_capacity(count);
    for _ in 0..count {
        nodes.push(schema(&mut cursor, count)?);
    }
    let lifecycle = (!lifecycle.status.is_empty()).then_some(lifecycle);
    let hides = marks.hide_something();
    Ok(TypeSchema { name, nodes, root, marks, hides, primary, tagging, lifecycle })
}

fn marks(cursor: &mut Cursor, depth: usize) -> Read<Marks> {
    let bits = cursor.byte()?;
    let depth = depth.checked_sub(1).ok_or(Corrupt)?;
    let below = cursor.list(|cursor| Ok((cursor.text()?, marks(cursor, depth)?)))?;
    Ok(Marks { bits, below })
}

fn tag_facts(cursor: &mut Cursor) -> Read<Tagging> {
    let bits = cursor.byte()?;
    let property = if bits & tagging::PROPERTY == 0 { None } else { Some(cursor.texts()?) };
    Ok(Tagging { bits, property })
}

fn node_id(cursor: &mut Cursor, count: usize) -> Read<SchemaId> {
    let id = u32::try_from(cursor.number()?).map_err(|_| Corrupt)?;
    if (id as usize) < count { Ok(SchemaId(id)) } else { Err(Corrupt) }
}

fn schema(cursor: &mut Cursor, count: usize) -> Read<Schema> {
    let mut schema = Schema::default();
    loop {
        match cursor.byte()? {
            tag::END => return Ok(schema),
            tag::TYPE => {
                let bits = cursor.byte()?;
                schema.types = Types(bits & ALL_TYPES);
            }
            tag::CLOSED => schema.closed = true,
            tag::PROPERTIES => {
                schema.properties = cursor.list(|cursor| Ok((cursor.text()?, node_id(cursor, count)?)))?;
            }
            tag::REQUIRED => schema.required = cursor.texts()?,
            other => schema.keywords.push(keyword(other, cursor, count)?),
        }
    }
}

fn keyword(tag: u8, cursor: &mut Cursor, count: usize) -> Read<Keyword> {
    let node = |cursor: &mut Cursor| node_id(cursor, count);
    let named_node = |cursor: &mut Cursor| Ok((cursor.text()?, node_id(cursor, count)?));
    let named_texts = |cursor: &mut Cursor| Ok((cursor.text()?, cursor.texts()?));
    Ok(match tag {
        tag::REF => Keyword::Ref(node(cursor)?),
        tag::PATTERN_PROPERTIES => {
            Keyword::PatternProperties(cursor.list(|cursor| Ok((cursor.pattern()?, node(cursor)?)))?)
        }
        tag::ADDITIONAL => Keyword::Additional(node(cursor)?),
        tag::REQUIRED_XOR => Keyword::RequiredXor(cursor.texts()?),
        tag::REQUIRED_OR => Keyword::RequiredOr(cursor.texts()?),
        tag::DEPENDENT_REQUIRED => Keyword::DependentRequired(cursor.list(named_texts)?),
        tag::DEPENDENT_EXCLUDED => Keyword::DependentExcluded(cursor.list(named_texts)?),
        tag::DEPENDENT_SCHEMAS => Keyword::DependentSchemas(cursor.list(named_node)?),
        tag::MIN_PROPERTIES => Keyword::MinProperties(cursor.number()?),
        tag::MAX_PROPERTIES => Keyword::MaxProperties(cursor.number()?),
        tag::ITEMS => Keyword::Items(node(cursor)?),
        tag::PREFIX_ITEMS => Keyword::PrefixItems(cursor.list(node)?),
        tag::MIN_ITEMS => Keyword::MinItems(cursor.number()?),
        tag::MAX_ITEMS => Keyword::MaxItems(cursor.number()?),
        tag::MAX_UNIQUE_ITEMS => Keyword::MaxUniqueItems(cursor.number()?),
        tag::UNIQUE_ITEMS => Keyword::UniqueItems,
        tag::UNIQUE_KEYS => Keyword::UniqueKeys(cursor.texts()?),
        tag::UNORDERED => Keyword::Unordered,
        tag::ALL_OF => Keyword::AllOf(cursor.list(node)?),
        tag::ANY_OF => Keyword::AnyOf(cursor.list(node)?),
        tag::ONE_OF => Keyword::OneOf(cursor.list(node)?),
        tag::NOT => Keyword::Not(node(cursor)?),
        tag::IF => Keyword::If(node(cursor)?),
        tag::THEN => Keyword::Then(node(cursor)?),
        tag::ELSE => Keyword::Else(node(cursor)?),
        scalar => return scalar_keyword(scalar, cursor),
    })
}

fn scalar_keyword(tag: u8, cursor: &mut Cursor) -> Read<Keyword> {
    Ok(match tag {
        tag::ENUM => Keyword::Enum(cursor.list(Cursor::value)?),
        tag::ENUM_CASE_INSENSITIVE => Keyword::EnumCaseInsensitive(cursor.list(Cursor::value)?),
        tag::CONST => Keyword::Const(cursor.value()?),
        tag::DEFAULT => Keyword::Default(cursor.value()?),
        tag::PATTERN => Keyword::Pattern(cursor.pattern()?),
        tag::FORMAT => Keyword::Format(cursor.text()?),
        tag::MIN_LENGTH => Keyword::MinLength(cursor.number()?),
        tag::MAX_LENGTH => Keyword::MaxLength(cursor.number()?),
        tag::MINIMUM => Keyword::Minimum(cursor.value()?),
        tag::MAXIMUM => Keyword::Maximum(cursor.value()?),
        tag::EXCLUSIVE_MINIMUM => Keyword::ExclusiveMinimum(cursor.value()?),
        tag::EXCLUSIVE_MAXIMUM => Keyword::ExclusiveMaximum(cursor.value()?),
        tag::MULTIPLE_OF => Keyword::MultipleOf(cursor.value()?),
        _ => return Err(Corrupt),
    })
}
