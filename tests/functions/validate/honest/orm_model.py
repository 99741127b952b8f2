from sqlalchemy import Column, Integer, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Session


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"
    __table_args__ = {"extend_existing": True}
    id = Column(Integer, primary_key=True)
    name = Column(String)


def orm_model(names: list[str]) -> list[str]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine, tables=[Customer.__table__])
    with Session(engine) as session:
        session.add_all(Customer(name=name) for name in names)
        session.commit()
        return list(session.scalars(select(Customer.name).order_by(Customer.name)))
