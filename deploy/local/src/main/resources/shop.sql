-- The sample shop. Every value comes from pick(): a digest of a word and a row number, so each run makes the same rows.
-- Run by its owner in one transaction.

create function pg_temp.pick(word text, row_number bigint, choices bigint) returns bigint
    language sql immutable
    return ('x' || substr(md5(word || ':' || row_number), 1, 8))::bit(32)::bigint % choices;

create function pg_temp.one_of(word text, row_number bigint, choices text[]) returns text
    language sql immutable
    return choices[1 + pg_temp.pick(word, row_number, cardinality(choices))];

create table customers (
    customer_id   integer primary key,
    full_name     text        not null,
    email         text        not null unique,
    city          text        not null,
    country       char(2)     not null check (country ~ '^[A-Z]{2}$'),
    segment       text        not null check (segment in ('consumer', 'small business', 'enterprise')),
    registered_at timestamptz not null
);

create table products (
    product_id   integer primary key,
    sku          text          not null unique,
    name         text          not null,
    category     text          not null,
    unit_price   numeric(10, 2) not null check (unit_price > 0),
    weight_grams integer       not null check (weight_grams > 0),
    discontinued boolean       not null
);

create table orders (
    order_id    integer primary key,
    customer_id integer     not null references customers,
    status      text        not null check (status in ('placed', 'paid', 'shipped', 'delivered', 'returned', 'cancelled')),
    placed_at   timestamptz not null,
    shipped_at  timestamptz,
    channel     text        not null check (channel in ('web', 'app', 'phone', 'store')),
    check (shipped_at >= placed_at)
);

create table order_lines (
    order_id    integer        not null references orders,
    line_number smallint       not null check (line_number between 1 and 5),
    product_id  integer        not null references products,
    quantity    smallint       not null check (quantity > 0),
    unit_price  numeric(10, 2) not null check (unit_price > 0),
    discount    numeric(4, 3)  not null check (discount >= 0 and discount < 1),
    primary key (order_id, line_number)
);

insert into customers
select n,
       given || ' ' || family,
       lower(given || '.' || family || n || '@customers.example'),
       split_part(place, '/', 1),
       split_part(place, '/', 2),
       case when pick < 70 then 'consumer' when pick < 92 then 'small business' else 'enterprise' end,
       timestamptz '2023-01-02 08:00:00+00' + pg_temp.pick('registered', n, 1000 * 24 * 60) * interval '1 minute'
from (
    select n,
           pg_temp.one_of('given', n, array['Ada', 'Bruno', 'Chiara', 'Dmitri', 'Elif', 'Fatima', 'Goran', 'Hanna',
               'Ines', 'Jonas', 'Kofi', 'Lena', 'Mateo', 'Nadia', 'Oscar', 'Priya', 'Quentin', 'Rosa', 'Sven', 'Tove',
               'Uma', 'Viktor', 'Wanda', 'Yusuf', 'Zoe']) as given,
           pg_temp.one_of('family', n, array['Almeida', 'Berger', 'Costa', 'Dubois', 'Eriksen', 'Ferrari', 'Garcia',
               'Horvat', 'Ivanova', 'Jansen', 'Kaya', 'Lindqvist', 'Moreau', 'Novak', 'Okafor', 'Petrov', 'Quiroga',
               'Rossi', 'Schmidt', 'Tanaka', 'Urban', 'Vasquez', 'Weber', 'Yilmaz', 'Zielinski']) as family,
           pg_temp.one_of('place', n, array['Amsterdam/NL', 'Athens/GR', 'Barcelona/ES', 'Berlin/DE', 'Bologna/IT',
               'Brno/CZ', 'Copenhagen/DK', 'Dublin/IE', 'Ghent/BE', 'Gothenburg/SE', 'Graz/AT', 'Helsinki/FI',
               'Krakow/PL', 'Lisbon/PT', 'Lyon/FR', 'Madrid/ES', 'Marseille/FR', 'Munich/DE', 'Oslo/NO', 'Porto/PT',
               'Rotterdam/NL', 'Tallinn/EE', 'Turin/IT', 'Zagreb/HR']) as place,
           pg_temp.pick('segment', n, 100) as pick
    from generate_series(1, 2000) as n
) as person;

insert into products
select n,
       upper(left(kind, 3)) || '-' || lpad(n::text, 5, '0'),
       pg_temp.one_of('look', n, array['Plain', 'Striped', 'Folding', 'Compact', 'Heavy', 'Light', 'Deep', 'Round',
           'Tall', 'Soft', 'Bright', 'Quiet']) || ' '
           || pg_temp.one_of('stuff', n, array['oak', 'steel', 'linen', 'wool', 'glass', 'clay', 'cork', 'brass']) || ' '
           || pg_temp.one_of(kind, n, case kind
               when 'kitchen' then array['pan', 'bowl', 'kettle', 'board', 'mug', 'jar']
               when 'furniture' then array['chair', 'table', 'shelf', 'stool', 'bench', 'desk']
               when 'textiles' then array['blanket', 'curtain', 'cushion', 'towel', 'rug']
               when 'lighting' then array['lamp', 'lantern', 'candle holder', 'pendant']
               when 'garden' then array['pot', 'trowel', 'watering can', 'bird house']
               else array['notebook', 'pen tray', 'clock', 'frame', 'calendar'] end),
       kind,
       (case kind when 'furniture' then 4900 when 'lighting' then 1900 when 'textiles' then 1200 else 450 end
           + pg_temp.pick('price', n, case kind when 'furniture' then 60000 when 'lighting' then 15000 else 6000 end))
           / 100.0,
       100 + pg_temp.pick('weight', n, case kind when 'furniture' then 30000 else 3000 end),
       pg_temp.pick('discontinued', n, 100) < 8
from (
    select n, pg_temp.one_of('category', n, array['kitchen', 'kitchen', 'furniture', 'textiles', 'textiles',
        'lighting', 'garden', 'office']) as kind
    from generate_series(1, 400) as n
) as product;

insert into orders
select n,
       customer_id,
       case when age < 3 then (array['placed', 'paid'])[1 + pg_temp.pick('fresh', n, 2)]
            when fate < 5 then 'cancelled'
            when fate < 9 then 'returned'
            when age < 12 then 'shipped'
            else 'delivered' end,
       placed_at,
       case when age >= 3 and fate >= 5 then placed_at + (4 + pg_temp.pick('shipping', n, 68)) * interval '1 hour' end,
       pg_temp.one_of('channel', n, array['web', 'web', 'web', 'web', 'web', 'app', 'app', 'app', 'phone', 'store'])
from (
    select n,
           customer_id,
           fate,
           placed_at,
           extract(epoch from timestamptz '2026-11-01 00:00:00+00' - placed_at) / 86400 as age
    from (
        select n,
               customer.customer_id,
               pg_temp.pick('fate', n, 100) as fate,
               -- between the customer's registration and 1 November 2026, later days more often
               date_trunc('second', customer.registered_at + (timestamptz '2026-10-31 23:00:00+00' - customer.registered_at)
                   * sqrt(pg_temp.pick('placed', n, 1000000) / 1000000.0)) as placed_at
        from generate_series(1, 12000) as n
        -- a tenth of the customers place about half of the orders
        join customers as customer on customer.customer_id = 1 + case when pg_temp.pick('regular', n, 100) < 45
            then pg_temp.pick('customer', n, 200) else pg_temp.pick('customer', n, 2000) end
    ) as placed
) as dated;

insert into order_lines
select n,
       line,
       product.product_id,
       1 + pg_temp.pick('quantity', n * 8 + line, 10) * pg_temp.pick('bulk', n * 8 + line, 4) / 6,
       product.unit_price,
       case when pg_temp.pick('discounted', n * 8 + line, 100) < 15
            then (5 + 5 * pg_temp.pick('discount', n * 8 + line, 5)) / 100.0 else 0 end
from generate_series(1, 12000) as n
cross join lateral generate_series(1, 1 + pg_temp.pick('lines', n, 5)::integer) as line
join products as product on product.product_id = 1 + pg_temp.pick('product', n * 8 + line, 400)
-- each product once per order
where not exists (
    select from generate_series(1, line - 1) as earlier
    where pg_temp.pick('product', n * 8 + earlier, 400) = pg_temp.pick('product', n * 8 + line, 400)
);

create index orders_by_customer on orders (customer_id, placed_at);
create index orders_by_time on orders (placed_at);
create index orders_open on orders (status) where status in ('placed', 'paid');
create index order_lines_by_product on order_lines (product_id);
create index products_by_category on products (category);
create index customers_by_country on customers (country);

comment on schema public is 'A shop for home goods: who bought what, when, for how much. All people are invented.';
comment on table customers is 'People and companies that have registered. Invented; the addresses end in .example.';
comment on column customers.customer_id is 'Number of the customer, from 1';
comment on column customers.full_name is 'Given and family name';
comment on column customers.email is 'Unique; never deliverable';
comment on column customers.city is 'City of the delivery address';
comment on column customers.country is 'ISO 3166-1 alpha-2 code of the delivery address';
comment on column customers.segment is 'consumer, small business or enterprise';
comment on column customers.registered_at is 'When the customer registered; before the first order';
comment on table products is 'What the shop sells or once sold';
comment on column products.product_id is 'Number of the product, from 1';
comment on column products.sku is 'Stock keeping unit: three letters of the category and the number';
comment on column products.name is 'Name on the price tag';
comment on column products.category is 'kitchen, furniture, textiles, lighting, garden or office';
comment on column products.unit_price is 'Price of one piece today, in euros, VAT included';
comment on column products.weight_grams is 'Weight of one piece with its packaging';
comment on column products.discontinued is 'True if it can no longer be ordered';
comment on table orders is 'One row per order; what was ordered is in order_lines';
comment on column orders.order_id is 'Number of the order, from 1; not in the order of time';
comment on column orders.customer_id is 'Who ordered';
comment on column orders.status is 'placed, paid, shipped, delivered, returned or cancelled';
comment on column orders.placed_at is 'When it was placed; the last orders are of 31 October 2026';
comment on column orders.shipped_at is 'When it left the warehouse; null if it did not';
comment on column orders.channel is 'web, app, phone or store';
comment on table order_lines is 'What was ordered: one row per product of an order';
comment on column order_lines.order_id is 'The order';
comment on column order_lines.line_number is 'Position within the order, 1 to 5';
comment on column order_lines.product_id is 'The product';
comment on column order_lines.quantity is 'Pieces';
comment on column order_lines.unit_price is 'Price of one piece when it was ordered, in euros, before the discount';
comment on column order_lines.discount is 'Fraction taken off the price: 0.1 is ten per cent';

revoke all on schema public from public;
grant connect on database shop to shop_reader;
grant usage on schema public to shop_reader;
grant select on customers, products, orders, order_lines to shop_reader;
